export const ids = { scn: 'code of the mini-program' };
