export const ids = {
  aud: 'run of the audit',
};
