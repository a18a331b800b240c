/** How often somebody may guess wrong at once, and how long they wait from then on. All times in milliseconds. */
export interface ThrottleRule {
  /** Wrong guesses without any waiting. */
  readonly free: number;
  /** The wait after the last free one; every further one doubles it. */
  readonly firstMs: number;
  readonly maxMs: number;
  /** After so long without a guess everything is forgotten; longer than the longest wait. */
  readonly forgetMs: number;
}

/** What is known of somebody who guesses. */
export interface ThrottleState {
  readonly failures: number;
  /** Nothing is judged before this instant. */
  readonly freeAtMs: number;
  readonly lastAtMs: number;
}

export type CountedAttempt =
  | { readonly isAllowed: true; readonly state: ThrottleState }
  | { readonly isAllowed: false; readonly freeAtMs: number };

/**
 * Counts an attempt before it is judged, as if it were wrong: whoever makes many at once has none of them judged beyond
 * the free ones. While somebody waits nothing is counted, so that knocking makes no wait longer, and no wait shorter.
 */
export function countAttempt(
  rule: ThrottleRule,
  before: ThrottleState | null,
  nowMs: number,
): CountedAttempt {
  if (before && nowMs < before.freeAtMs) return { isAllowed: false, freeAtMs: before.freeAtMs };
  const isForgotten = before === null || nowMs - before.lastAtMs >= rule.forgetMs;
  const failures = (isForgotten ? 0 : before.failures) + 1;
  const freeAtMs = failures < rule.free ? 0 : nowMs + waitAfter(rule, failures);
  return { isAllowed: true, state: { failures, freeAtMs, lastAtMs: nowMs } };
}

/**
 * Takes an attempt off again that was no wrong guess, and the wait that counting it began. A wait that somebody else's
 * began goes on.
 * @param counted the state that counting this attempt made
 */
export const takeOff = (state: ThrottleState, counted: ThrottleState): ThrottleState => ({
  ...state,
  failures: Math.max(0, state.failures - 1),
  // No two waits end at one instant: the next attempt is not counted before the wait of the one before is over.
  freeAtMs: state.freeAtMs === counted.freeAtMs ? 0 : state.freeAtMs,
});

/** Says no more than that nobody guessed: not worth keeping. */
export const isClear = ({ failures, freeAtMs }: ThrottleState): boolean => failures === 0 && freeAtMs === 0;

const waitAfter = ({ free, firstMs, maxMs }: ThrottleRule, failures: number): number =>
  Math.min(maxMs, firstMs * 2 ** Math.min(failures - free, 40));
