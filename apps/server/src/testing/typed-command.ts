import type { INestApplicationContext } from '@nestjs/common';
import type { BareCommand, Command } from '../cli/command';
import { contextOf } from '../cli/context';
import type { Platform } from '../platform/platform';

/** A server that is open in this process. */
interface OpenServer {
  readonly platform: Platform;
  readonly app: INestApplicationContext;
}

/** What a command is handed on a server that is open. */
export const contextOn = (
  { platform, app }: OpenServer,
  words: readonly string[],
  options: Readonly<Record<string, string | boolean>>,
  output: Parameters<typeof contextOf>[1],
) => contextOf({ platform, app, words, options }, output);

/** Runs a command as somebody typed it, on a server that is open. @returns what it said, and its exit code */
export async function typed(
  server: OpenServer,
  command: Command | BareCommand | undefined,
  words: readonly string[],
  options: Readonly<Record<string, string | boolean>>,
): Promise<{ readonly said: string; readonly exit: number }> {
  if (!command || !('run' in command)) throw new Error('There is no such command on a database');
  let said = '';
  const output = { say: () => undefined, write: (text: string) => void (said += text) };
  const exit = await command.run(contextOn(server, words, options, output));
  return { said, exit };
}
