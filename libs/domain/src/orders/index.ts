export * from './lines';
export * from './refunds';
