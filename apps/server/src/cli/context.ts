import { BrandsService, type Brand } from '../modules/brands';
import { wholeOf } from './arguments';
import { CommandError, type CommandContext } from './command';

/** Where a command's words go: standard error and standard output of a process, or a test. */
export interface CommandOutput {
  say(text: string): void;
  write(text: string): void;
}

/** What a command is handed, from its command line. */
export function contextOf(
  base: Pick<CommandContext, 'platform' | 'app' | 'words' | 'options'>,
  output: CommandOutput,
): CommandContext {
  const { app, options } = base;
  return {
    ...base,
    say: (text) => output.say(text),
    async brand(): Promise<Brand> {
      const brands = app.get(BrandsService, { strict: false });
      const code = options['brand'];
      const brand = typeof code === 'string' ? await brands.byCode(code) : (await brands.all())[0];
      if (!brand)
        throw new CommandError(
          'BRAND_UNKNOWN',
          'There is no such brand. Make one first: cli init --brand CODE',
        );
      return brand;
    },
    whole(name, fallback, min, max): number {
      return wholeOf(options, name, fallback, min, max);
    },
    answer: answerTo(options, output),
  };
}

/** Standard output carries the answer alone: the value with --json, lines to read without. */
export const answerTo =
  (options: CommandContext['options'], output: Pick<CommandOutput, 'write'>): CommandContext['answer'] =>
  (value, lines) =>
    output.write(options['json'] ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`);
