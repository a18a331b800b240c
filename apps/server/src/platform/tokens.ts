/** Injection tokens of the parts of the platform that are not classes. */
export const CLOCK = Symbol('clock');
export const ENV = Symbol('env');
export const LOG = Symbol('log');
