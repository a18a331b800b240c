export * from './identity';
export * from './layers';
export * from './ledger';
export * from './shared';
export * from './spending';
export * from './star';
export * from './touches';
