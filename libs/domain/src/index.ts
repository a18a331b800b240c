export * from './layers';
export * from './shared';
export * from './star';
