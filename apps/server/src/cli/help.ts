import type { CommandLine } from './arguments';
import type { BareCommand, Command } from './command';
import { commands } from './commands';

const PREFIX = 'npm run -s cli --';

export interface Help {
  readonly text: string;
  readonly code: 0 | 1;
}

/** The command that a line calls; or what the line is told, and how it ends, where it asks for help or names none. */
export function chosenBy({ name, options }: CommandLine): Command | BareCommand | Help {
  const command = commands.find((one) => one.name === name);
  if (command) return options['help'] ? { text: `Usage: ${PREFIX} ${command.usage}\n`, code: 0 } : command;
  const list = commands.map(({ usage }) => `  ${usage}`).join('\n');
  const wasAsked = name === 'help' || name === '';
  return { text: `Usage: ${PREFIX} <command> [--json] [--brand CODE]\n\n${list}\n`, code: wasAsked ? 0 : 1 };
}
