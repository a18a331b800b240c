import type { INestApplicationContext } from '@nestjs/common';
import type { Brand } from '../modules/brands';
import type { Clock } from '../platform/clock';
import type { Platform } from '../platform/platform';

/** What a command of the command line is handed. */
export interface CommandContext {
  readonly platform: Platform;
  readonly app: INestApplicationContext;
  /** Words after the command's name that are not options. */
  readonly words: readonly string[];
  /** Options by name: `--from 2017-11-30` → `2017-11-30`, `--json` → true. */
  readonly options: Readonly<Record<string, string | boolean>>;
  /** The brand named by `--brand`, or the first. Throws CommandError when there is none. */
  brand(): Promise<Brand>;
  /** A whole-number option in a range, or the fallback when it is absent. */
  whole(name: string, fallback: number, min: number, max: number): number;
  /** The answer: the only thing on standard output. With --json the value, otherwise the lines. */
  answer(value: unknown, lines: readonly string[]): void;
  /** Progress and messages, on standard error. */
  say(text: string): void;
}

/** What a command is handed that runs before anything is opened. */
export type BareContext = Pick<CommandContext, 'words' | 'options' | 'answer' | 'say'>;

interface CommandName {
  /** As typed. */
  readonly name: string;
  readonly usage: string;
}

/** A command on the opened, migrated database. Resolves to the exit code: 0, or 1, or of benches 2 for "not judged". */
export interface Command extends CommandName {
  /** What stands for the time of the system while it runs. */
  readonly clock?: Clock;
  run(context: CommandContext): Promise<number>;
}

/** A command that looks at what the others take for granted. */
export interface BareCommand extends CommandName {
  runBare(context: BareContext): Promise<number>;
}

/** A refusal that the person at the terminal can act on; printed without a stack, exit 1. */
export class CommandError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
