export const ids = {
  opr: 'operator',
};
