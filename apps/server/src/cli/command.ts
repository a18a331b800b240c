import type { INestApplicationContext } from '@nestjs/common';
import type { Brand } from '../modules/brands';
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

/** One command: its name as typed, its usage line, and what it does. Resolves to the exit code, 0 or 1. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  /** Commands that make the schema themselves run before migrations are checked. */
  readonly migrates?: boolean;
  run(context: CommandContext): Promise<number>;
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
