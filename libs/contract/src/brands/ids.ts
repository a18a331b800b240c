export const ids = {
  str: 'store',
};
