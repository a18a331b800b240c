import { Module } from '@nestjs/common';
import type { Clock } from '../platform/clock';
import type { Env } from '../platform/env';
import { CLOCK, ENV } from '../platform/platform.module';
import { MiniProgramClient } from './mini-program.client';

/** The mini-program's server side of WeChat: the real host, or the sandbox that speaks alike. */
export const MINI_PROGRAM = Symbol('mini-program');

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
          clock,
        }),
    },
  ],
  exports: [MINI_PROGRAM],
})
export class WechatModule {}
