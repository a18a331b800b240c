import 'reflect-metadata';
import { demoAddresses } from './demo/addresses';
import { readEnv } from './platform/env';
import { causeOf } from './platform/log';
import { SecretRefused } from './platform/secrets';
import { startServer } from './server';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const env = readEnv();
  const server = await startServer(env, say);
  say(server.url ? `Liuliang 留量 is ready at ${server.url}` : 'The worker is ready.');
  if (server.url) for (const line of demoAddresses(server.url, env)) say(line);
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    say('Stopping …');
    // Requests under way finish; a process that cannot finish in time is better gone than half alive.
    setTimeout(() => process.exit(1), 15_000).unref();
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

process.on('unhandledRejection', (error) => {
  const { cause = '' } = causeOf(error);
  process.stderr.write(
    `unhandled rejection: ${error instanceof Error ? error.constructor.name : typeof error} ${cause}\n`,
  );
  process.exit(1);
});

/** Serves nobody and does nothing until it is stopped: a supervisor that starts what has ended would do so for ever. */
function stayRefused(): void {
  process.stderr.write('It stays like this until it is stopped. Start it again with the right secret.\n');
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => process.exit(SecretRefused.EXIT));
  setInterval(() => undefined, 0x7fffffff);
}

main().catch((error: unknown) => {
  if (error instanceof SecretRefused) {
    process.stderr.write(`${error.code}: ${error.message}\n`);
    if (!readEnv().STAY_REFUSED) process.exit(SecretRefused.EXIT);
    stayRefused();
    return;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
