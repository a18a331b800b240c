import { CommandError, type CommandContext } from './command';

/** Options that stand alone; every other `--name` takes the next word as its value. */
const flags = new Set(['correct', 'json', 'help', 'quiet']);

export interface CommandLine {
  readonly name: string;
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean>>;
}

/** Splits a command line into the command's name, its words and its options. Unknown options are left to the command. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const words: string[] = [];
  const options: Record<string, string | boolean> = {};
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] as string;
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    const [name, inline] = word.slice(2).split(/=(.*)/s) as [string, string | undefined];
    const next = argv[i + 1];
    if (inline !== undefined) options[name] = inline;
    else if (flags.has(name) || next === undefined || next.startsWith('--')) options[name] = true;
    else {
      options[name] = next;
      i += 1;
    }
  }
  return { name: words.shift() ?? '', words, options };
}

/** A whole-number option in a range, or the fallback when it is absent. */
export function wholeOf(
  options: CommandContext['options'],
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  const given = options[name];
  if (given === undefined) return fallback;
  const value = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new CommandError('INPUT_INVALID', `--${name} needs a whole number from ${min} to ${max}`);
}
