import { FOREVER, dayOf, plainRules, type EarningRules } from '@liuliang/domain';
import { BrandsService, type Brand } from '../modules/brands';
import { EarningVersions } from '../modules/earning';
import { IngestService, ROWS_PER_TRANSACTION, type RawRow } from '../modules/imports';
import { CustomersService } from '../modules/members';
import { customers as customerRows } from '../modules/members/entities';
import { callAgain, fullPace, measure, quickPace, type BenchCase } from './bench/harness';
import { judge, type BenchReport } from './bench/judge';
import { refreshStatistics } from './bench/layers-limits.queries';
import { insertAccounts, type BareAccount } from './bench/ledger-limits.queries';
import { writeOrdersBarely, type BareOrder } from './bench/orders-limits.queries';
import type { Scratch } from './bench/scratch';

const PROGRESS_EVERY = 100_000;
/** Files or connectors that send side by side, each its own orders. */
const SENDERS = 2;
/** With points, levels and layers (DESIGN 9). */
const ORDERS_PER_SECOND_MIN = 6_000;
/** Customers that the bare case spreads over. */
const BARE_CUSTOMERS = 20_000;
/** The chain of the bare case; below it are the nodes' own. */
const BARE_WRITER = 100;
const CHANNELS = ['wechat_mini', 'tmall', 'pos'];
const DAY_MS = 86_400_000;
/** Between two orders, so that a customer's next one is later than the one before. */
const STEP_MS = 5;

const rules: EarningRules = {
  ...plainRules({ points: 1, perFen: 100 }),
  growth: { points: 1, perFen: 100 },
};

/**
 * Orders of members by the door of files and batches: every order judged, its buyer found, points and growth posted,
 * the level judged and the layers folded in the same transaction; against the bare rows of the same orders. All members
 * have their turn, so a bigger brand is a bigger working set.
 */
export async function benchOrders(
  scratch: Scratch,
  quick: boolean,
  say: (text: string) => void,
  customers: number,
): Promise<BenchReport> {
  const { app, platform, cpu } = scratch;
  const brand = await app.get(BrandsService, { strict: false }).create({ code: 'bench', name: 'Bench' });
  if (!brand) throw new Error('The brand of the bench was there already');
  const author = { brandId: brand.id, operatorId: 0 };
  const published = await app
    .get(EarningVersions, { strict: false })
    .document.publishContent(author, rules, platform.clock.nowMs() - 30 * DAY_MS);
  if (!published.ok) throw new Error(`The rules of the bench were refused: ${published.error.code}`);
  await makeMembers(scratch, brand, customers, say);
  const sales = new Sales(platform.clock.nowMs() - 3 * DAY_MS, customers);
  const bare = await BareSales.open(scratch, brand);
  const asked = { statements: 0, orders: 0 };
  const [limit, ours] = ['limit, bare rows', 'ours, orders'];
  const cases: BenchCase[] = [
    { name: limit, run: (forMs) => callAgain(SENDERS, forMs, () => bare.write(), ROWS_PER_TRANSACTION) },
    {
      name: ours,
      run: async (forMs) => {
        const before = platform.db.statements;
        const round = await callAgain(
          SENDERS,
          forMs,
          () => bring(app, brand, sales.batch()),
          ROWS_PER_TRANSACTION,
        );
        asked.statements += platform.db.statements - before;
        asked.orders += round.done;
        return round;
      },
    },
  ];
  const measured = await measure(cases, quick ? quickPace : fullPace, cpu, say);
  const report = judge('orders', platform.db.engine, measured, {
    ratios: [{ ratio: 'ours/limit', of: ours, to: limit, by: 'perCpuSecond' }],
    floors: [{ ratio: 'orders per second', of: ours, perSecondMin: ORDERS_PER_SECOND_MIN, limit }],
  });
  const each = Number((asked.statements / asked.orders).toFixed(4));
  return { ...report, ratios: { ...report.ratios, 'statements per order': each, customers } };
}

async function bring(app: Scratch['app'], brand: Brand, orders: readonly RawRow[]): Promise<void> {
  const outcomes = await app
    .get(IngestService, { strict: false })
    .ingest(brand, { events: [], orders, refunds: [] });
  const lost = outcomes.orders.filter(({ outcome }) => outcome !== 'accepted').length;
  if (lost > 0) throw new Error(`${lost} orders of the bench were not accepted`);
}

/** Members known by a card each, who joined a month ago. */
async function makeMembers(
  { app, platform }: Scratch,
  brand: Brand,
  count: number,
  say: (text: string) => void,
): Promise<void> {
  const people = app.get(CustomersService, { strict: false });
  const joinedAtMs = platform.clock.nowMs() - 30 * DAY_MS;
  for (let first = 0; first < count; first += ROWS_PER_TRANSACTION) {
    const size = Math.min(ROWS_PER_TRANSACTION, count - first);
    const cards = Array.from({ length: size }, (_, i) => ({ kind: 'pos_card', value: cardOf(first + i) }));
    await platform.db.run('bench.members', async (tx) => {
      const ids = await people.identify(tx, brand, cards, joinedAtMs);
      await customerRows.set(tx, brand.id, { id: [...ids.values()] }, { joinedAtMs });
    });
    const made = first + size;
    if (made % PROGRESS_EVERY < ROWS_PER_TRANSACTION) say(`${made} members made`);
  }
  await platform.db.run('bench.statistics', (tx) => refreshStatistics(tx));
}

const cardOf = (number: number): string => `BENCH${String(number).padStart(9, '0')}`;

/** Orders one after the other, each by the next member; 7,919 is prime, so everybody has a turn. */
class Sales {
  private made = 0;

  constructor(
    private readonly startMs: number,
    private readonly members: number,
  ) {}

  batch(): RawRow[] {
    return Array.from({ length: ROWS_PER_TRANSACTION }, () => {
      const number = (this.made += 1);
      return {
        order_id: `bench-${number}`,
        identity_kind: 'pos_card',
        identity: cardOf((number * 7919) % this.members),
        paid_at: new Date(this.startMs + number * STEP_MS).toISOString(),
        amount_fen: 1_000 + ((number * 37) % 50_000),
        channel: CHANNELS[number % CHANNELS.length],
      };
    });
  }
}

/** The rows of orders, with nothing read and nothing judged. */
class BareSales {
  private made = 0;

  private constructor(
    private readonly scratch: Scratch,
    private readonly brandId: number,
    private readonly accounts: readonly BareAccount[],
    private readonly system: BareAccount,
    private readonly today: number,
  ) {}

  static async open(scratch: Scratch, brand: Brand): Promise<BareSales> {
    const { db, ids, clock } = scratch.platform;
    // A brand of nobody, so that no figure of ours meets these rows.
    const brandId = brand.id + 1_000;
    const memberIds = Array.from({ length: BARE_CUSTOMERS }, () => ids.next());
    return db.run('bench.accounts', async (tx) => {
      const [system] = await insertAccounts(tx, brandId, 'system', BARE_WRITER, [ids.next()]);
      const accounts = await insertAccounts(tx, brandId, 'member', 0, memberIds);
      return new BareSales(
        scratch,
        brandId,
        accounts,
        system as BareAccount,
        dayOf(clock.nowMs(), brand.timeZone),
      );
    });
  }

  write(): Promise<void> {
    const { db } = this.scratch.platform;
    const orders = Array.from({ length: ROWS_PER_TRANSACTION }, () => this.next());
    return db.run('bench.bare', (tx) => writeOrdersBarely(tx, this.brandId, orders, BARE_WRITER));
  }

  private next(): BareOrder {
    const { ids, clock } = this.scratch.platform;
    const sequence = (this.made += 1);
    const account = this.accounts[(sequence * 7919) % BARE_CUSTOMERS] as BareAccount;
    const id = ids.next();
    const lastDay = this.today;
    const row = {
      day: this.today - 2 + (sequence % 3),
      nextDay: FOREVER,
      happened: 8,
      lastTouchDay: lastDay,
      lastShallowDay: lastDay,
      lastDeepDay: lastDay,
      lastPurchaseDay: lastDay,
      purchaseDays: 1,
    };
    const posting = {
      id,
      lotId: ids.next(),
      brandId: this.brandId,
      key: Buffer.from(`bare:${sequence}`),
      sequence,
      accounts: [account, this.system] as const,
    };
    return { id, key: posting.key, customerId: account.id, atMs: clock.nowMs(), row, posting };
  }
}
