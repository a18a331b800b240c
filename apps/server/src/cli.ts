import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
import { parseCommandLine } from './cli/arguments';
import { CommandError } from './cli/command';
import { chosenBy } from './cli/help';
import { answerTo, contextOf } from './cli/context';
import { readEnv } from './platform/env';
import { migratePlatform, openPlatform } from './platform/platform';
import { SecretRefused } from './platform/secrets';
import { schema } from './areas';

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const write = (text: string): void => void process.stdout.write(text);

async function main(argv: readonly string[]): Promise<number> {
  const line = parseCommandLine(argv);
  const command = chosenBy(line);
  if ('text' in command) {
    (command.code === 0 ? write : say)(command.text);
    return command.code;
  }
  const { words, options } = line;
  if ('runBare' in command)
    return command.runBare({ words, options, say, answer: answerTo(options, { write }) });
  const platform = await openPlatform(readEnv(), schema, command.clock ? { clock: command.clock } : {});
  const app = await NestFactory.createApplicationContext(AppModule.of(platform), { logger: ['error'] });
  try {
    await migratePlatform(platform);
    return await command.run(contextOf({ platform, app, words, options }, { say, write }));
  } finally {
    await app.close();
    await platform.db.close();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof CommandError || error instanceof SecretRefused)
      say(`${error.code}: ${error.message}`);
    else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = error instanceof SecretRefused ? SecretRefused.EXIT : 1;
  },
);
