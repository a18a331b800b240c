export * from './events';
export * from './layer';
export * from './model';
export * from './state';
