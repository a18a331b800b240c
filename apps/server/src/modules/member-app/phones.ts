import { Inject, Injectable } from '@nestjs/common';
import type { Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { MINI_PROGRAM, type MiniProgramPort, type WechatPhone, type WechatRefusal } from '../../wechat';

/** As long as WeChat lets a phone code wait for us. */
const KEPT_MS = 5 * 60_000;

type Answer = Promise<Result<WechatPhone, WechatRefusal>>;

/**
 * The numbers behind phone codes. WeChat takes a code once, and a person gives one by a tap: until they have joined, what
 * it was answered is kept for whoever brought it, in this process alone, so that a join which failed on our side can be
 * sent again as it is.
 */
@Injectable()
export class Phones {
  /** Oldest first. */
  private readonly kept = new Map<string, { readonly answer: Answer; readonly untilMs: number }>();

  constructor(
    @Inject(MINI_PROGRAM) private readonly wechat: MiniProgramPort,
    private readonly db: Database,
  ) {}

  /** The number that WeChat verified; of two who ask at once, the second waits for the answer to the first. */
  async of(customerId: number, code: string): Answer {
    const nowMs = this.db.nowMs();
    for (const [key, { untilMs }] of this.kept) if (untilMs <= nowMs) this.kept.delete(key);
    const key = keyOf(customerId, code);
    const known = this.kept.get(key);
    if (known) return known.answer;
    const answer = this.wechat.phoneNumber(code);
    this.kept.set(key, { answer, untilMs: nowMs + KEPT_MS });
    const drop = (): void => void this.kept.delete(key);
    answer.then(({ ok }) => ok || drop(), drop);
    return answer;
  }

  /** The code has served its purpose. */
  forget(customerId: number, code: string): void {
    this.kept.delete(keyOf(customerId, code));
  }
}

const keyOf = (customerId: number, code: string): string => `${customerId}:${code}`;
