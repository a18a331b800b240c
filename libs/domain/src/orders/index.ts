export * from './lines';
export * from './refunds';
export * from './told-lines';
