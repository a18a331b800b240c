export const ids = {
  ord: 'order',
  rfd: 'refund',
};
