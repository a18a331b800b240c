import { greatestOf } from '../shared/lists';
import { civilFromDays, type Day } from '../shared/calendar';
import { daysIn, weekdayOf } from './birthday';
import type { EarningRules, MemberDay, Multipliers } from './rules';

export type FactorKind = 'tier' | 'layer' | 'channel' | 'store' | 'item' | 'birthday' | 'member_day';

/** A multiplier that applies. */
export interface Applied {
  readonly kind: FactorKind;
  /** Which of its kind: a level, a code, a name; empty for the only one. */
  readonly of: string;
  readonly percent: number;
}

/** Who bought, when and where, as far as multipliers ask. */
export interface Circumstances {
  readonly day: Day;
  /** 0: no tier. */
  readonly tier: number;
  readonly layer: string;
  /** Empty: unknown, like the store. */
  readonly channel: string;
  readonly store: string;
  /** Whether the order falls into the birthday window of the rules. */
  readonly isBirthday: boolean;
}

/** At most one of each kind applies, so a combined multiplier is a fraction over 100^7 at worst. */
const KINDS = 7;
/** Combined multipliers are whole numbers of this part. */
export const MULTIPLIER_UNIT = 100n ** BigInt(KINDS);

/** The multipliers of the whole order, in the order in which they are told. */
export function orderMultipliers({ multipliers }: EarningRules, order: Circumstances): Applied[] {
  const { tier, layer, channel, store, birthday, memberDay } = multipliers;
  const found: (Applied | null)[] = [
    pick(
      'tier',
      String(order.tier),
      tier.find((one) => one.level === order.tier),
    ),
    pick(
      'layer',
      order.layer,
      layer.find((one) => one.code === order.layer),
    ),
    pick(
      'channel',
      order.channel,
      channel.find((one) => one.channel === order.channel),
    ),
    pick(
      'store',
      order.store,
      store.find((one) => one.store === order.store),
    ),
    pick('birthday', '', order.isBirthday ? birthday : null),
    pick('member_day', '', memberDay && isMemberDay(memberDay, order.day) ? memberDay : null),
  ];
  return found.filter((one) => one !== null);
}

/** The multiplier of an item; null when it is in no group. */
export function itemMultiplier({ item }: Multipliers, code: string): Applied | null {
  if (code === '') return null;
  const group = item.find(({ items }) => items.includes(code));
  return group ? { kind: 'item', of: group.name, percent: group.percent } : null;
}

/** Several multipliers as one, in parts of MULTIPLIER_UNIT. Nothing is rounded. */
export function combined(applied: readonly Applied[], combine: Multipliers['combine']): bigint {
  const percents = applied.map(({ percent }) => percent);
  if (percents.length === 0) return MULTIPLIER_UNIT;
  // An excluded item or channel stays excluded, whatever else would raise it.
  if (percents.includes(0)) return 0n;
  switch (combine) {
    case 'product':
      return (
        percents.reduce((product, percent) => product * BigInt(percent), 1n) *
        100n ** BigInt(KINDS - percents.length)
      );
    case 'highest':
      return hundredths(greatestOf(percents));
    case 'sum':
      return hundredths(
        Math.max(
          0,
          percents.reduce((sum, percent) => sum + percent - 100, 100),
        ),
      );
  }
}

export function isMemberDay({ on, days }: MemberDay, day: Day): boolean {
  if (on === 'weekdays') return days.includes(weekdayOf(day));
  const { year, month, dayOfMonth } = civilFromDays(day);
  const last = daysIn(year, month);
  return days.some((one) => Math.min(one, last) === dayOfMonth);
}

const hundredths = (percent: number): bigint => BigInt(percent) * 100n ** BigInt(KINDS - 1);

function pick(
  kind: FactorKind,
  of: string,
  rule: { readonly percent: number } | null | undefined,
): Applied | null {
  return rule ? { kind, of, percent: rule.percent } : null;
}
