export { cast } from './cast';
export { StoryClock } from './clock';
export { installDemoDoors } from './doors';
export { openDemo, pushFrom } from './open-demo';
export { seedDemo } from './seed';
