export const ids = {
  tps: 'pass: a paid membership or a trial card',
};
