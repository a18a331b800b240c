export const ids = {
  lfl: 'file of a whole list',
};
