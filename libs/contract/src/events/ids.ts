export const ids = {
  evt: 'event',
};
