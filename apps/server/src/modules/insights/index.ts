export { insightsTables } from './entities';
