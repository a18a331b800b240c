/** The phone and WeChat tell of one tap by their own clocks; nobody answers the same prompt twice within this. */
export const SAME_TAP_MS = 120_000;

/** Who told: the phone after WeChat's prompt, or WeChat itself by a pushed message. */
export const grantSources = ['phone', 'wechat'] as const;

/**
 * What was heard about one person and one template of WeChat.
 * `accepted`, `refused`: the answer to the prompt. `off`: switched off in WeChat's settings. `banned`: WeChat took the
 * template away. `sent`: a message was delivered, or tried. `refused-send`: WeChat refused to send, for want of a grant.
 */
export const grantFactKinds = ['accepted', 'refused', 'off', 'banned', 'sent', 'refused-send'] as const;

export interface GrantFact {
  /** The same fact heard again has the same key. */
  readonly key: string;
  readonly kind: (typeof grantFactKinds)[number];
  readonly source: (typeof grantSources)[number];
  readonly atMs: number;
  /** With an answer of the phone: whether the person told WeChat to keep it for good. */
  readonly isKept: boolean;
}

export interface Grants {
  /** How many more messages WeChat will deliver. */
  readonly left: number;
  /** The person told WeChat to accept without asking. */
  readonly isAlways: boolean;
}

export const NO_GRANTS: Grants = { left: 0, isAlways: false };

/** Of one instant: what takes away first, so that an acceptance of the same second is kept. */
const ORDER: readonly GrantFact['kind'][] = ['banned', 'off', 'refused-send', 'sent', 'refused', 'accepted'];

/**
 * What is left of everything that was heard, in whatever order and however often it came. REMINDERS-1: one tap is one
 * grant, though phone and WeChat both tell of it. REMINDERS-2: the same facts, the same grants.
 */
export function grantsOf(facts: Iterable<GrantFact>): Grants {
  const once = new Map<string, GrantFact>();
  for (const fact of facts) once.set(fact.key, fact);
  return tapsOf([...once.values()])
    .sort(byTime)
    .reduce(after, NO_GRANTS);
}

function after(grants: Grants, { kind, source, isKept }: GrantFact): Grants {
  switch (kind) {
    case 'accepted':
      return { left: grants.left + 1, isAlways: source === 'phone' ? isKept : grants.isAlways };
    case 'refused':
      return { ...grants, isAlways: false };
    case 'sent':
      return { ...grants, left: Math.max(0, grants.left - 1) };
    case 'off':
    case 'banned':
    case 'refused-send':
      return NO_GRANTS;
  }
}

/** The facts with every acceptance that both told of once, at the earlier of its instants. */
function tapsOf(facts: readonly GrantFact[]): GrantFact[] {
  const accepted = facts.filter(({ kind }) => kind === 'accepted').sort(byTime);
  const told = accepted.filter(({ source }) => source === 'phone');
  const pushed = accepted.filter(({ source }) => source === 'wechat');
  const taps: GrantFact[] = facts.filter(({ kind }) => kind !== 'accepted');
  let [i, j] = [0, 0];
  for (let tap = told[0], push = pushed[0]; tap || push; [tap, push] = [told[i], pushed[j]]) {
    if (tap && push && Math.abs(tap.atMs - push.atMs) <= SAME_TAP_MS) {
      taps.push({ ...tap, atMs: Math.min(tap.atMs, push.atMs) });
      i += 1;
      j += 1;
    } else if (tap && (!push || tap.atMs < push.atMs)) {
      taps.push(tap);
      i += 1;
    } else if (push) {
      taps.push(push);
      j += 1;
    }
  }
  return taps;
}

function byTime(a: GrantFact, b: GrantFact): number {
  return a.atMs - b.atMs || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.key < b.key ? -1 : 1);
}
