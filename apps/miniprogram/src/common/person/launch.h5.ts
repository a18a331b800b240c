export { followAddress } from './use-people.h5';
