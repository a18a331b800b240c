/**
 * `npm run attack -- --minutes N [--seed N] [--engine sqlite|mariadb]`: the attack suite for as long as is said, on both
 * engines one after the other unless one is named. The same seed sends the same requests.
 */
import { main, say } from './lib/log.mjs';
import { at } from './lib/paths.mjs';
import { run, tool } from './lib/run.mjs';
import { withServices } from './lib/services/index.mjs';

const MINUTE_MS = 60_000;

await main(async () => {
  const args = process.argv.slice(2);
  const valueOf = (option, otherwise) => (args.includes(option) ? args[args.indexOf(option) + 1] : otherwise);
  const [minutes, seed] = [Number(valueOf('--minutes', '10')), Number(valueOf('--seed', '1'))];
  if (!(minutes >= 0) || !Number.isSafeInteger(seed)) throw new Error('--minutes and --seed take numbers.');
  const named = valueOf('--engine');
  let status = 0;
  for (const engine of named ? [named] : ['sqlite', 'mariadb']) {
    say(`Attacking on ${engine} for ${minutes} minutes, seed ${seed} …`);
    const attack = (services) =>
      run(process.execPath, [tool('jest'), '--selectProjects=integration', 'testing/attack'], {
        log: at(`.cache/attack-${engine}.log`),
        limitMs: (minutes + 20) * MINUTE_MS,
        env: {
          ...{ LIULIANG_ENGINE: engine, LIULIANG_ATTACK_MINUTES: String(minutes) },
          ...{ LIULIANG_ATTACK_SEED: String(seed), NODE_ENV: 'test', TZ: 'UTC' },
          ...services,
        },
      });
    const code = await (engine === 'sqlite'
      ? attack({ DATABASE_URL: '', REDIS_URL: '' })
      : withServices(attack));
    say(code === 0 ? 'Nothing came through.' : `Something came through: .cache/attack-${engine}.log`);
    status ||= code;
  }
  return status;
});
