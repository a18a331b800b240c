import type { INestApplicationContext } from '@nestjs/common';
import type { BareCommand, Command } from '../cli/command';
import { contextOf } from '../cli/context';
import type { Platform } from '../platform/platform';

/** A server that is open in this process. */
interface OpenServer {
  readonly platform: Platform;
  get<T>(token: { readonly prototype: T }): T;
}

/** Runs a command as somebody typed it, on a server that is open. @returns what it said, and its exit code */
export async function typed(
  { platform, get }: OpenServer,
  command: Command | BareCommand | undefined,
  words: readonly string[],
  options: Readonly<Record<string, string | boolean>>,
): Promise<{ readonly said: string; readonly exit: number }> {
  if (!command || !('run' in command)) throw new Error('There is no such command on a database');
  let said = '';
  const output = { say: () => undefined, write: (text: string) => void (said += text) };
  // A command asks the application for its services, and for nothing else.
  const app = { get } as unknown as INestApplicationContext;
  const exit = await command.run(contextOf({ platform, app, words, options }, output));
  return { said, exit };
}
