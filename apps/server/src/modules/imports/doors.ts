export const harmlessDoors = { 'an upload that nobody confirmed posted nothing': ['discardImport'] };
