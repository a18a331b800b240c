export { cast } from './cast';
export { installDemoDoors } from './doors';
export { openDemo } from './open-demo';
export { seedDemo } from './seed';
