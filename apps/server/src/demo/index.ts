export { cast } from './cast';
export { StoryClock } from './clock';
export { installDemoDoors } from './doors';
export { openDemo } from './open-demo';
export { seedDemo } from './seed';
