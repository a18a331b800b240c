export * from './layers';
export * from './shared';
