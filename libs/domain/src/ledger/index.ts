export * from './balances';
export * from './due';
export * from './earning';
export * from './lot-plan';
export * from './lots';
export * from './merging';
export * from './posting';
