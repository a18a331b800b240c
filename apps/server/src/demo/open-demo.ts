import { createSandbox, type Sandbox } from '@liuliang/sandbox';
import type { Env } from '../platform/env';
import { cast } from './cast';

/** Starts the local WeChat sandbox with the cast in it. @returns the environment that points the server at it */
export async function openDemo(env: Env): Promise<{ env: Env; sandbox: Sandbox }> {
  const sandbox = createSandbox({
    apps: [{ appid: env.WECHAT_APPID, secret: env.WECHAT_SECRET, openPlatform: 'demo' }],
  });
  for (const person of [...cast.consumer, ...cast.guide]) sandbox.control.putPerson({ key: person.key });
  const url = await sandbox.listen(0);
  return { env: { ...env, WECHAT_API: url }, sandbox };
}
