export * from './balances';
export * from './earning';
export * from './posting';
