export const ids = {
  lch: 'change of a two-person limit',
};
