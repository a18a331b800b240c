import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
import { parseCommandLine } from './cli/arguments';
import { CommandError, type CommandContext } from './cli/command';
import { commands } from './cli/commands';
import { BrandsService, type Brand } from './modules/brands';
import { readEnv } from './platform/env';
import { openPlatform } from './platform/platform';
import { allTables } from './tables';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(argv: readonly string[]): Promise<number> {
  const { name, words, options } = parseCommandLine(argv);
  const command = commands.find((one) => one.name === name);
  if (!command) {
    say(
      `Usage: npm run -s cli -- <command> [--json] [--brand CODE]\n\n${commands.map((one) => `  ${one.usage}`).join('\n')}`,
    );
    return name === 'help' || name === '' ? 0 : 1;
  }
  const platform = await openPlatform(readEnv(), allTables);
  const app = await NestFactory.createApplicationContext(AppModule.of(platform), { logger: ['error'] });
  try {
    await platform.db.migrate();
    return await command.run(contextOf({ platform, app, words, options }));
  } finally {
    await app.close();
    await platform.db.close();
  }
}

function contextOf(base: Pick<CommandContext, 'platform' | 'app' | 'words' | 'options'>): CommandContext {
  const { app, options } = base;
  return {
    ...base,
    say,
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
      const given = options[name];
      if (given === undefined) return fallback;
      const value = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
      if (value >= min && value <= max) return value;
      throw new CommandError('INPUT_INVALID', `--${name} needs a whole number from ${min} to ${max}`);
    },
    answer(value, lines): void {
      process.stdout.write(options['json'] ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`);
    },
  };
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof CommandError) say(`${error.code}: ${error.message}`);
    else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  },
);
