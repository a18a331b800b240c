export const ids = {
  gde: 'guide',
};
