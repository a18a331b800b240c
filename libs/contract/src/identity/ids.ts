export const ids = {
  opr: 'operator',
  ses: 'session',
};
