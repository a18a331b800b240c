import type { Sandbox, SandboxMerchant } from '@liuliang/sandbox';
import type { Env } from '../platform/env';
import { castSandbox } from './wechat';

/** Starts the local WeChat sandbox with the cast in it. @returns the environment that points the server at it */
export async function openDemo(env: Env): Promise<{ env: Env; sandbox: Sandbox }> {
  const sandbox = castSandbox(env);
  const url = await sandbox.listen(0);
  return { env: { ...env, WECHAT_API: url, ...payEnvOf(url, sandbox.merchant) }, sandbox };
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
