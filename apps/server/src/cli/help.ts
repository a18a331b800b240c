import type { CommandLine } from './arguments';
import { commands } from './commands';

const PREFIX = 'npm run -s cli --';

/** What a command line that asks for help, or names no command, is told and ends with; null for one that is to run. */
export function helpFor({
  name,
  options,
}: CommandLine): { readonly text: string; readonly code: 0 | 1 } | null {
  const command = commands.find((one) => one.name === name);
  if (command) return options['help'] ? { text: `Usage: ${PREFIX} ${command.usage}\n`, code: 0 } : null;
  const list = commands.map(({ usage }) => `  ${usage}`).join('\n');
  const wasAsked = name === 'help' || name === '';
  return { text: `Usage: ${PREFIX} <command> [--json] [--brand CODE]\n\n${list}\n`, code: wasAsked ? 0 : 1 };
}
