import { Module } from '@nestjs/common';
import type { Clock } from '../platform/clock';
import type { Env } from '../platform/env';
import { CLOCK, ENV } from '../platform/platform.module';
import { MerchantTransferClient } from './merchant-transfer.client';
import { MiniProgramClient } from './mini-program.client';
import type { PayAccount } from './pay-http';
import { noPayouts, type PayoutPort } from './payout.port';

/** The mini-program's server side of WeChat: the real host, or the sandbox that speaks alike. */
export const MINI_PROGRAM = Symbol('mini-program');
/** Transfers to people through WeChat Pay; not ready while no merchant account is set up. */
export const PAYOUTS = Symbol('payouts');

function openPayouts(env: Env, clock: Clock): PayoutPort {
  const account = payAccountOf(env);
  if (!account) return noPayouts;
  return new MerchantTransferClient({
    account,
    appid: env.WECHAT_APPID,
    baseUrl: env.WECHAT_PAY_API,
    nowMs: () => clock.nowMs(),
  });
}

/** Null unless the account is there whole: half of one would fail at the first payout instead of now. */
function payAccountOf(env: Env): PayAccount | null {
  const { WECHAT_PAY_MCHID, WECHAT_PAY_SERIAL, WECHAT_PAY_KEY } = env;
  const { WECHAT_PAY_PLATFORM_KEY_ID, WECHAT_PAY_PLATFORM_KEY } = env;
  const isWhole =
    WECHAT_PAY_SERIAL && WECHAT_PAY_KEY && WECHAT_PAY_PLATFORM_KEY_ID && WECHAT_PAY_PLATFORM_KEY;
  if (!WECHAT_PAY_MCHID || !isWhole) return null;
  return {
    mchid: WECHAT_PAY_MCHID,
    serial: WECHAT_PAY_SERIAL,
    privateKey: pemOf(WECHAT_PAY_KEY),
    platformKeyId: WECHAT_PAY_PLATFORM_KEY_ID,
    platformPublicKey: pemOf(WECHAT_PAY_PLATFORM_KEY),
  };
}

/** Environments carry no line breaks well: a PEM text is also taken in base64. */
const pemOf = (text: string): string =>
  text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');

@Module({
  providers: [
    {
      provide: MINI_PROGRAM,
      inject: [ENV, CLOCK],
      useFactory: (env: Env, clock: Clock) =>
        new MiniProgramClient({
          appid: env.WECHAT_APPID,
          secret: env.WECHAT_SECRET,
          baseUrl: env.WECHAT_API,
          envVersion: env.WECHAT_ENV_VERSION,
          clock,
        }),
    },
    { provide: PAYOUTS, inject: [ENV, CLOCK], useFactory: openPayouts },
  ],
  exports: [MINI_PROGRAM, PAYOUTS],
})
export class WechatModule {}
