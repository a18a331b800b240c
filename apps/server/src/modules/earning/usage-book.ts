import type { Day } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { UsageQueries } from './usage.queries';
import type { RulesVersion } from './versions';

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
  points: number;
  times: number;
}

const keyOf = (customerId: number, day: Day, rule: string): string => `${customerId}:${day}:${rule}`;
const budgetRule = ({ version }: RulesVersion): string => `v${version}`;

/**
 * Caps and budgets of one transaction: what was used before it, and what it uses itself. Read only as far as the rules
 * in force have such limits; most have none, and then nothing is asked or written.
 */
export class UsageBook {
  private readonly used = new Map<string, Used>();
  private readonly added = new Map<string, { customerId: number; day: Day; rule: string } & Used>();
  private readonly budgets = new Map<number, { version: RulesVersion; used: number; added: number }>();

  private constructor(private readonly store: UsageQueries | null) {}

  /** Of rules that are only tried: nothing was used before, and nothing is ever saved. */
  static imagined(version: RulesVersion): UsageBook {
    const book = new UsageBook(null);
    if (version.rules.budget) book.budgets.set(version.version, { version, used: 0, added: 0 });
    return book;
  }

  static async open(
    tx: Tx,
    brandId: number,
    queries: UsageQueries,
    all: readonly Countable[],
  ): Promise<UsageBook> {
    const book = new UsageBook(queries);
    const limited = all.filter((one) => rulesNamed(one).length > 0);
    if (limited.length > 0) {
      const days = limited.map(({ day }) => day);
      const customers = [...new Set(limited.map(({ customerId }) => customerId))];
      const least = days.reduce((a, b) => Math.min(a, b));
      const most = days.reduce((a, b) => Math.max(a, b));
      for (const { customerId, day, rule, points, times } of await queries.usageOf(
        tx,
        customers,
        least,
        most,
      )) {
        book.used.set(keyOf(customerId, day, rule), { points, times });
      }
    }
    const budgeted = [...new Set(all.map(({ version }) => version))].filter(({ rules }) => rules.budget);
    for (const version of budgeted.sort((a, b) => a.version - b.version)) {
      const used = await queries.lockBudget(tx, brandId, budgetRule(version));
      book.budgets.set(version.version, { version, used, added: 0 });
    }
    return book;
  }

  pointsToday({ customerId, day }: Countable): number {
    if (this.used.size === 0) return 0;
    return this.used.get(keyOf(customerId, day, WHOLE_DAY))?.points ?? 0;
  }

  /** Of this type of event. */
  eventToday({ customerId, day, eventType = '' }: Countable): Readonly<Used> {
    return this.used.get(keyOf(customerId, day, eventType)) ?? { points: 0, times: 0 };
  }

  /** Null: there is no budget. */
  budgetLeft({ version }: Countable): number | null {
    const { budget } = version.rules;
    if (!budget) return null;
    const { used = 0, added = 0 } = this.budgets.get(version.version) ?? {};
    return Math.max(0, budget.points - used - added);
  }

  count(one: Countable, points: number): void {
    for (const rule of rulesNamed(one)) {
      const key = keyOf(one.customerId, one.day, rule);
      const used = this.used.get(key) ?? { points: 0, times: 0 };
      this.used.set(key, { points: used.points + points, times: used.times + 1 });
      const added = this.added.get(key) ?? {
        customerId: one.customerId,
        day: one.day,
        rule,
        points: 0,
        times: 0,
      };
      this.added.set(key, { ...added, points: added.points + points, times: added.times + 1 });
    }
    const budget = this.budgets.get(one.version.version);
    if (budget) budget.added += points;
  }

  /** Forgets the days so far: whoever goes through the past day by day never comes back to one. */
  nextDay(): void {
    this.used.clear();
    this.added.clear();
  }

  async save(tx: Tx, brandId: number): Promise<void> {
    if (!this.store) throw new Error('EARNING-12: what was only imagined is not saved');
    const rows = [...this.added.values()];
    rows.sort((a, b) => a.customerId - b.customerId || a.day - b.day || (a.rule < b.rule ? -1 : 1));
    await this.store.addUsage(tx, brandId, rows);
    for (const { version, added } of this.budgets.values()) {
      const most = version.rules.budget?.points ?? 0;
      if (added > 0) await this.store.takeBudget(tx, brandId, budgetRule(version), added, most);
    }
  }
}

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
