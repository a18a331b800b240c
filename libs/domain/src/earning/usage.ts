import type { Day } from '../shared/calendar';
import type { RulesVersion } from './rules';

/** The rule name of everything that a customer gets on a day. */
const WHOLE_DAY = '*';

/** What may count towards a cap, or draw on a budget. */
export interface Countable {
  readonly version: RulesVersion;
  readonly customerId: number;
  readonly day: Day;
  /** Of events that earn. */
  readonly eventType?: string;
}

interface Used {
  readonly points: number;
  readonly times: number;
}

/** What a customer got on a day under a rule: an event type, or `*` for everything of the day. */
export interface Usage extends Used {
  readonly customerId: number;
  readonly day: Day;
  readonly rule: string;
}

interface Budget {
  readonly version: RulesVersion;
  readonly used: number;
}

const keyOf = (customerId: number, day: Day, rule: string): string => `${customerId}:${day}:${rule}`;
const NOTHING: Used = { points: 0, times: 0 };
const plus = <U extends Used>(used: U, { points, times }: Used): U => ({
  ...used,
  points: used.points + points,
  times: used.times + times,
});

/**
 * Caps and budgets: what was used before, and what is used now. Rules that are only tried begin with nothing used.
 * Most rules have no such limits, and then nothing is looked up or kept.
 */
export class UsageBook {
  private readonly used = new Map<string, Used>();
  private readonly added = new Map<string, Usage>();
  private readonly budgets = new Map<number, Budget & { added: number }>();

  constructor(before: Iterable<Usage>, budgets: Iterable<Budget>) {
    for (const one of before) this.used.set(keyOf(one.customerId, one.day, one.rule), one);
    for (const one of budgets) this.budgets.set(one.version.version, { ...one, added: 0 });
  }

  pointsToday({ customerId, day }: Countable): number {
    if (this.used.size === 0) return 0;
    return this.used.get(keyOf(customerId, day, WHOLE_DAY))?.points ?? 0;
  }

  /** Of this type of event. */
  eventToday({ customerId, day, eventType = '' }: Countable): Readonly<Used> {
    return this.used.get(keyOf(customerId, day, eventType)) ?? NOTHING;
  }

  /** Null: there is no budget. */
  budgetLeft({ version }: Countable): number | null {
    const { budget } = version.rules;
    if (!budget) return null;
    const { used = 0, added = 0 } = this.budgets.get(version.version) ?? {};
    return Math.max(0, budget.points - used - added);
  }

  count(one: Countable, points: number): void {
    this.keep(one, points);
    const budget = this.budgets.get(one.version.version);
    if (budget) budget.added += points;
  }

  /** As `count`, of what was given before and stays given: its budget knows of it. */
  keep(one: Countable, points: number): void {
    for (const rule of rulesNamed(one)) {
      const key = keyOf(one.customerId, one.day, rule);
      this.used.set(key, plus(this.used.get(key) ?? NOTHING, { points, times: 1 }));
      this.add({ ...one, rule, points, times: 1 });
    }
  }

  /** What was counted before is going to be counted anew. */
  forget({ points, times, ...one }: Usage): void {
    this.add({ ...one, points: -points, times: -times });
  }

  /** What was drawn before is going to be drawn anew. */
  giveBack({ version }: RulesVersion, points: number): void {
    const budget = this.budgets.get(version);
    if (budget) budget.added -= points;
  }

  private add({ customerId, day, rule, points, times }: Usage): void {
    const key = keyOf(customerId, day, rule);
    this.added.set(
      key,
      plus(this.added.get(key) ?? { customerId, day, rule, ...NOTHING }, { points, times }),
    );
  }

  /** Forgets the days so far: whoever goes through the past day by day never comes back to one. */
  nextDay(): void {
    this.used.clear();
    this.added.clear();
  }

  /** What was used now, below zero where less than before, in key order, so that two transactions lock rows in the same order. */
  get usage(): Usage[] {
    const changed = [...this.added.values()].filter(({ points, times }) => points !== 0 || times !== 0);
    return changed.sort((a, b) => a.customerId - b.customerId || a.day - b.day || (a.rule < b.rule ? -1 : 1));
  }

  /** What was drawn on budgets now; below zero where more was given back. */
  get drawn(): { readonly version: RulesVersion; readonly points: number }[] {
    return [...this.budgets.values()]
      .filter(({ added }) => added !== 0)
      .map(({ version, added }) => ({ version, points: added }));
  }
}

/** Those that a limit asks about. */
export const limited = (all: readonly Countable[]): Countable[] =>
  all.filter((one) => rulesNamed(one).length > 0);

/** Versions with a budget, in the order in which budgets are locked. */
export const budgeted = (all: readonly Pick<Countable, 'version'>[]): RulesVersion[] =>
  [...new Set(all.map(({ version }) => version))]
    .filter(({ rules }) => rules.budget)
    .sort((a, b) => a.version - b.version);

const UNLIMITED: readonly string[] = [];

/** Under which names something counts: none when no limit asks. */
function rulesNamed({ version, eventType }: Countable): readonly string[] {
  const { caps, events } = version.rules;
  // Nearly every order of nearly every brand.
  if (caps.perDay === null && eventType === undefined) return UNLIMITED;
  const names = caps.perDay === null ? [] : [WHOLE_DAY];
  const reward = events.find(({ type }) => type === eventType);
  if (reward && (reward.timesPerDay !== null || reward.pointsPerDay !== null)) names.push(reward.type);
  return names;
}
