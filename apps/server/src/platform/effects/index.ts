export { Effects, mark, type Effect, type Mark } from './effects';
