export const ids = {
  ptx: 'transaction of the ledger',
  acc: 'account of the ledger',
  lot: 'lot of points',
  hld: 'hold of points',
};
