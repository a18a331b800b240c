import type { OnApplicationShutdown } from '@nestjs/common';
import type { ErrorCode } from '@liuliang/contract';
import {
  countAttempt,
  fail,
  isClear,
  ok,
  takeOff,
  type ThrottleRule,
  type ThrottleState,
  type CountedAttempt,
  type Result,
} from '@liuliang/domain';
import type { Clock } from './clock';
import { CodeHashes } from './codes';
import type { Refusal } from './http/refusal';
import type { Secrets } from './secrets';
import type { ChangeState, RedisThrottle } from './redis-throttle';

/** Something guessable, and how often one may guess. */
export interface GuessLimit extends ThrottleRule {
  readonly name: string;
}

/** For whoever brings codes, of all kinds together. Ten slips cost nobody a wait, and trying numbers finds none. */
export const CODE_GUESSES: GuessLimit = {
  name: 'codes',
  free: 10,
  firstMs: 2_000,
  maxMs: 300_000,
  forgetMs: 3_600_000,
};

/** People of whom something is known at once; beyond it those who were quiet longest are forgotten. */
const KNOWN_MAX = 50_000;

/** What this process knows of somebody. */
interface Known {
  readonly state: ThrottleState;
  /** Counted while Redis was silent, so that Redis may know less. */
  readonly isAhead: boolean;
}

/**
 * Makes whoever guesses wait longer and longer. THROTTLE-1: an attempt is counted before it is judged, so that of many at
 * once no more are judged than of many in a row. Counted on Redis where there is Redis, for all processes together; in
 * this process else, and while Redis is away, when it goes on from what it knew. Who guesses is known by a keyed hash alone.
 */
export class Throttle implements OnApplicationShutdown {
  private readonly hashes: CodeHashes;
  private readonly own = new Map<string, Known>();

  constructor(
    private readonly clock: Clock,
    secrets: Secrets,
    private readonly shared: RedisThrottle | null,
  ) {
    this.hashes = new CodeHashes(secrets, 'throttle');
  }

  /**
   * Judges an attempt, unless too many were wrong.
   * @param who guesses: a row id, an address
   * @param wrong the refusals that mean a wrong guess; any other outcome is none, and is taken off again
   */
  async judge<T, R extends Refusal>(
    limit: GuessLimit,
    who: string,
    judged: () => Promise<Result<T, R>>,
    ...wrong: readonly ErrorCode[]
  ): Promise<Result<T, R | Refusal<'RATE_LIMITED'>>> {
    const counted = await this.count(limit, who);
    if (!counted.isAllowed) return fail({ code: 'RATE_LIMITED', retryAtMs: counted.freeAtMs });
    let isGuess = false;
    try {
      const answer = await judged();
      isGuess = !answer.ok && wrong.includes(answer.error.code);
      return answer;
    } finally {
      if (!isGuess) await this.change(limit, who, (before) => before && takeOff(before, counted.state));
    }
  }

  /** Counts one more of something that anybody may do, unless there were too many. */
  async pass(limit: GuessLimit, who: string): Promise<Result<true, Refusal<'RATE_LIMITED'>>> {
    const counted = await this.count(limit, who);
    return counted.isAllowed ? ok(true) : fail({ code: 'RATE_LIMITED', retryAtMs: counted.freeAtMs });
  }

  private async count(limit: GuessLimit, who: string): Promise<CountedAttempt> {
    let counted: CountedAttempt = { isAllowed: false, freeAtMs: 0 };
    await this.change(limit, who, (before) => {
      counted = countAttempt(limit, before, this.clock.nowMs());
      return counted.isAllowed ? counted.state : null;
    });
    return counted;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.shared?.close();
  }

  private async change(limit: GuessLimit, who: string, change: ChangeState): Promise<void> {
    const key = `${limit.name}:${this.hashes.of(who).toString('base64url')}`;
    let left: ThrottleState | null = null;
    const isShared = await this.shared?.change(key, limit.forgetMs, (before) => {
      const known = this.own.get(key);
      const from = known?.isAhead ? worse(before, known.state) : before;
      const after = change(from);
      left = after ?? from;
      // What was counted while Redis was silent is told to it, also by who is refused.
      return after ?? (from === before ? null : from);
    });
    if (isShared) return this.keep(key, left, false);
    const known = this.own.get(key)?.state ?? null;
    const after = change(known);
    if (after !== null) this.keep(key, after, true);
  }

  private keep(key: string, state: ThrottleState | null, isAhead: boolean): void {
    // Written behind all others, so that the first one is who was quiet longest.
    this.own.delete(key);
    if (state !== null && !isClear(state)) this.own.set(key, { state, isAhead });
    if (this.own.size > KNOWN_MAX) this.own.delete(this.own.keys().next().value as string);
  }
}

const worse = (a: ThrottleState | null, b: ThrottleState): ThrottleState =>
  a === null || a.failures < b.failures ? b : a;
