export const harmlessDoors = {
  'an upload that nobody confirmed posted nothing': ['discardImport'],
  'the refunds of a reversal come by ingest, as those of a file do; its own test proves what follows': [
    'reverseImport',
  ],
};
