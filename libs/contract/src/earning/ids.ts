export const ids = {
  flg: 'flag on a reward',
  btt: 'back-test of earning rules',
};
