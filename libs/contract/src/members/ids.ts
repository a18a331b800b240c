export const ids = {
  cus: 'customer',
  mrg: 'merge of two customers',
};
