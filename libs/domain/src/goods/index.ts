export * from './category';
export * from './margin';
