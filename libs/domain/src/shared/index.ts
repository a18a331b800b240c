export * from './assert';
export { DAY_MAX, DAY_MIN, DAY_MS, isDay, type Day } from './calendar';
export * from './day';
export type { Fault } from './fault';
export * from './integers';
export * from './lifecycle';
export * from './limits';
export * from './result';
export { isValidZone, zoneOffsetMs } from './zone';
