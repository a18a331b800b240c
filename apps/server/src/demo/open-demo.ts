import type { Sandbox, SandboxMerchant } from '@liuliang/sandbox';
import type { Env } from '../platform/env';
import { castSandbox } from './wechat';

/** The sandbox signs with it what it pushes; plain messages are enough on one machine. */
const PUSH_TOKEN = 'demoPush';

/** From now on the sandbox pushes what people answer in WeChat to the server at this address. */
export function pushFrom(sandbox: Sandbox, url: string): void {
  sandbox.control.pushTo({ url: `${url}/api/v1/wechat/push`, token: PUSH_TOKEN });
}

/** Starts the local WeChat sandbox with the cast in it. @returns the environment that points the server at it */
export async function openDemo(env: Env): Promise<{ env: Env; sandbox: Sandbox }> {
  const sandbox = castSandbox(env);
  const url = await sandbox.listen(0);
  const wechat = { WECHAT_API: url, WECHAT_PUSH_TOKEN: PUSH_TOKEN, ...payEnvOf(url, sandbox.merchant) };
  return { env: { ...env, ...wechat }, sandbox };
}

/** The sandbox's merchant account as the environment names it. */
export function payEnvOf(url: string, merchant: SandboxMerchant) {
  return {
    WECHAT_PAY_API: url,
    WECHAT_PAY_MCHID: merchant.mchid,
    WECHAT_PAY_SERIAL: merchant.serial,
    WECHAT_PAY_KEY: merchant.privateKey,
    WECHAT_PAY_PLATFORM_KEY_ID: merchant.platformKeyId,
    WECHAT_PAY_PLATFORM_KEY: merchant.platformPublicKey,
  };
}
