export const ids = {
  pay: 'payout to a guide',
};
