export { firstPolicy } from './first-policy';
export * from './policy';
