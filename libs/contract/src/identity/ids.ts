export const ids = {
  opr: 'operator',
  ses: 'session',
  apk: 'key of a connector',
};
