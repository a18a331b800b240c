export * from './decide';
export * from './quiet';
