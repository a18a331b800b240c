export const ids = {
  msg: 'message to a customer',
};
