import { join } from 'node:path';
import { CommandError } from '../command';

/** A database server or Redis of the machine's own programs, private to this run. */
export interface Service {
  readonly folder: string;
  readonly url: string;
  pid(): number;
  /** Ends it as a power cut would; its files stay. */
  kill(): Promise<void>;
  /** Brings it up again on what it left, at the same port. */
  start(): Promise<void>;
}

export interface Services {
  readonly database: Service;
  readonly redis: Service;
  stop(): Promise<void>;
}

/** The suites start theirs in the same way. It belongs to a checkout, not to what is shipped. */
const STARTS_SERVICES = join(__dirname, '../../../../../scripts/lib/services/index.mjs');

/** @throws CommandError without a checkout of the repository around this build, or without the programs */
export async function startServices(): Promise<Services> {
  try {
    const module = (await import(STARTS_SERVICES)) as { startServices(): Promise<Services> };
    return await module.startServices();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError('PROGRAM_MISSING', `MariaDB and Redis cannot be started here: ${why}`);
  }
}
