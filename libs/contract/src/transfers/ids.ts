export const ids = {
  trf: 'transfer between members',
};
