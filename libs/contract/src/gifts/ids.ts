export const ids = {
  gft: 'gift',
  gor: 'order of a gift',
};
