export const ids = {
  cus: 'customer',
};
