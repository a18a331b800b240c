export * from './history';
export { judgeTier } from './judge';
export * from './scheme';
export { addMonths, graceEndMs, leavesAtMs, windowStartMs } from './window';
