import { availableParallelism } from 'node:os';
import { Bulkhead } from '../../platform/bulkhead';

/** The one bulkhead of the process behind which passwords are hashed. */
export const HASHING = Symbol('hashing');

/**
 * A hash is 100 ms of a core and 32 MiB, and anybody may ask for one. Where there are two cores one answers everybody
 * else, and of Node's four threads two are left to files and names of hosts; whoever waits does so for about a second.
 */
export const openHashing = (): Bulkhead =>
  new Bulkhead({ atOnce: availableParallelism() < 4 ? 1 : 2, waiting: 8 });
