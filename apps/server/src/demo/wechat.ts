import { openidIn } from '@liuliang/domain';
import { createSandbox, type Sandbox } from '@liuliang/sandbox';
import type { Env } from '../platform/env';
import { castMobiles, type WechatNames } from './story';

/** The local WeChat sandbox with the cast and their phones in it, not serving yet. */
export function castSandbox(env: Env): Sandbox {
  const sandbox = createSandbox({
    apps: [{ appid: env.WECHAT_APPID, secret: env.WECHAT_SECRET, openPlatform: 'demo' }],
  });
  for (const [key, phone] of Object.entries(castMobiles)) sandbox.control.putPerson({ key, phone });
  return sandbox;
}

/**
 * What WeChat calls people, by their key. The sandbox derives the cast's names from the app's id, so they are the same
 * at every start; the population never signs in, so its names only have to differ.
 */
export function wechatNames(env: Env, sandbox: Sandbox): (key: string) => WechatNames {
  const cast = new Map(sandbox.control.people().map((person) => [person.key, person]));
  return (key) => {
    const person = cast.get(key);
    const openid = person?.openid ?? `oISLET-${key}`;
    return { openid: openidIn(env.WECHAT_APPID, openid), unionid: person?.unionid ?? `oISLETu-${key}` };
  };
}
