import { Controller, Inject } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import type { FastifyReply } from 'fastify';
import type { Clock } from '../../platform/clock';
import type { Env } from '../../platform/env';
import { Input, RawReply, Serve, type InputOf } from '../../platform/http';
import { CLOCK, ENV } from '../../platform/tokens';
import { isSigned, messageOf, type PushAccount } from '../../wechat';
import { factsIn } from './push-events';
import { Reminders } from './service';

/**
 * Where WeChat pushes its messages. Whatever it signed is answered `success`, also what we make nothing of: WeChat would
 * say it twice more. What could not be kept is refused, so that it comes again.
 */
@Controller()
export class WechatPushController {
  private readonly account: PushAccount | null;

  constructor(
    private readonly reminders: Reminders,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) { WECHAT_APPID, WECHAT_PUSH_TOKEN, WECHAT_PUSH_AES_KEY }: Env,
  ) {
    this.account =
      WECHAT_PUSH_TOKEN === undefined
        ? null
        : { appid: WECHAT_APPID, token: WECHAT_PUSH_TOKEN, aesKey: WECHAT_PUSH_AES_KEY ?? null };
  }

  @Serve(routes.checkWechatPush)
  check(@Input() { query }: InputOf<typeof routes.checkWechatPush>, @RawReply() reply: FastifyReply) {
    if (!this.account) return fail({ code: 'PUSH_NOT_SET_UP' as const });
    if (!isSigned(this.account, query, this.clock.nowMs())) return fail({ code: 'PUSH_UNSIGNED' as const });
    void reply.type('text/plain; charset=utf-8');
    return ok(query.echostr);
  }

  @Serve(routes.takeWechatPush)
  async take(
    @Input() { query, body }: InputOf<typeof routes.takeWechatPush>,
    @RawReply() reply: FastifyReply,
  ) {
    if (!this.account) return fail({ code: 'PUSH_NOT_SET_UP' as const });
    const message = messageOf(this.account, query, body, this.clock.nowMs());
    if (message === null) return fail({ code: 'PUSH_UNSIGNED' as const });
    const pushed = factsIn(message);
    if (pushed !== null) await this.reminders.heard(pushed);
    void reply.type('text/plain; charset=utf-8');
    return ok('success');
  }
}
