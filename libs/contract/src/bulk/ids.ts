export const ids = { blk: 'bulk act' };
