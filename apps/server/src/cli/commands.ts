import type { Command } from './command';
import { init } from './init';

/** Every command by its name; `cli help` prints this table. */
export const commands: readonly Command[] = [init];
