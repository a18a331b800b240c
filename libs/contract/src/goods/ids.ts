export const ids = { itm: 'item of the catalogue' };
