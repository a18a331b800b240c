/** A private Redis with the settings that the server demands at boot. */
import { findRedis } from './find.mjs';
import { ask, startInstance } from './instance.mjs';

/** An instance with its `url`. */
export async function startRedis() {
  const program = findRedis();
  if (!program) throw new Error('redis-server was not found.');
  const instance = await startInstance({
    name: 'redis',
    program,
    args: serverArgs,
    isReady: async (port) => (await ask(port, 'PING\r\n'))?.toString().startsWith('+PONG') ?? false,
  });
  return { ...instance, url: `redis://127.0.0.1:${instance.port}` };
}

function serverArgs(folder, port) {
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    // Evicting a key would silently drop a queued job.
    'maxmemory-policy': 'noeviction',
    save: '',
    daemonize: 'no',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
}
