export const ids = {
  adj: 'adjustment by hand',
};
