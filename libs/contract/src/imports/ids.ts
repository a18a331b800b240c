export const ids = {
  imp: 'import of a file',
};
