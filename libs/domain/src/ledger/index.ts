export * from './balances';
export * from './earning';
export * from './merging';
export * from './posting';
