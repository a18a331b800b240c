import type { Sandbox } from '@liuliang/sandbox';
import type { Env } from '../platform/env';
import { castSandbox } from './wechat';

/** Starts the local WeChat sandbox with the cast in it. @returns the environment that points the server at it */
export async function openDemo(env: Env): Promise<{ env: Env; sandbox: Sandbox }> {
  const sandbox = castSandbox(env);
  const url = await sandbox.listen(0);
  return { env: { ...env, WECHAT_API: url }, sandbox };
}
