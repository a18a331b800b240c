import { DAY_MS, NEVER_MS } from '@liuliang/domain';
import { customerDays, customerTotals } from '../../modules/insights/entities';
import { gifts } from '../../modules/gifts/entities';
import { ledgerAccounts, ledgerEntries, ledgerTransactions, pointsLots } from '../../modules/ledger/entities';
import { customers } from '../../modules/members/entities';
import { orders } from '../../modules/orders/entities';
import { standings } from '../../modules/tiers/entities';
import { inboxItems } from '../../modules/touches/entities';
import type { Database } from '../../platform/db/database';
import { insertRows, type Tx } from '../../platform/db/statements';

/** Members of one statement: the numbers 0 to 999 joined with themselves, so many thousands at a time. */
const THOUSAND = 1_000;
const THOUSANDS_AT_ONCE = 10;
/** Orders of each member; each earned points and growth. */
const ORDERS_EACH = 2;
/** The chain of writers that these postings stand in; below it are the nodes' own. */
const WRITER = 98;
const HASH = `X'${'ab'.repeat(32)}'`;
const EXPLANATION = '{"rule":"order","ruleVersion":1,"amountFen":10000,"points":100,"growth":100}';

/** A table whose rows are invented: every column by name. */
interface Filled {
  readonly name: string;
  readonly columnNames: readonly string[];
}
type Values = Readonly<Record<string, string | number>>;

/** The helper of the invention: a thousand numbers. Only ever in a scratch database. */
export async function makeNumbers(db: Database): Promise<void> {
  await db.source.query('CREATE TABLE bench_number (n BIGINT PRIMARY KEY)');
  const rows = Array.from({ length: THOUSAND }, (_, n) => [n]);
  await db.run('bench.numbers', (tx) => insertRows(tx, 'bench_number', ['n'], rows));
}

/** What a run before left here; null for an empty database, or one whose filling was cut short. */
export async function readMark(db: Database): Promise<string | null> {
  await db.source.query('CREATE TABLE IF NOT EXISTS bench_mark (mark VARCHAR(80) PRIMARY KEY)');
  const [row] = (await db.source.query('SELECT mark FROM bench_mark')) as { mark: string }[];
  return row?.mark ?? null;
}

export async function writeMark(db: Database, mark: string): Promise<void> {
  await db.run('bench.mark', (tx) => insertRows(tx, 'bench_mark', ['mark'], [[mark]]));
}

/**
 * Writes members 1 to `count` (a whole number of thousands) of a brand as their joining, two orders each and one message
 * would have left them, by statements that make the rows where they are kept. Names and numbers are left out: they are
 * sealed, and only those who call have them.
 */
export async function fillMembers(
  db: Database,
  brandId: number,
  count: number,
  today: number,
  say: (text: string) => void,
): Promise<void> {
  const world = new MembersSql(brandId, db.nowMs(), today, db.engine === 'sqlite');
  const thousands = count / THOUSAND;
  for (let first = 0; first < thousands; first += THOUSANDS_AT_ONCE) {
    const last = Math.min(first + THOUSANDS_AT_ONCE, thousands) - 1;
    await db.run('bench.members', (tx) => world.write(tx, first, last));
    if ((last + 1) % 100 === 0) say(`${(last + 1) * THOUSAND} members made`);
  }
  if (db.engine !== 'sqlite') {
    await db.source.query(
      'ANALYZE TABLE customer, sale_order, ledger_account, ledger_entry, ledger_transaction, points_lot, customer_day',
    );
  }
}

/** Gifts on the shelf of members. */
export async function insertGifts(tx: Tx, brandId: number, count: number): Promise<void> {
  const nowMs = tx.nowMs();
  await gifts.insert(
    tx,
    Array.from({ length: count }, (_, i) => ({
      ...{ id: tx.nextId(), brandId, name: `gift ${i}`, description: 'something nice', picture: 'cup' },
      ...{ points: 50 * (i + 1), cashFen: 0, audience: 'member' as const, stock: 100, leftCount: 100 },
      ...{ limitEach: 1, state: 'live' as const, createdAtMs: nowMs, changedAtMs: nowMs },
    })),
  );
}

/** The rows of some thousands of members, in expressions over the number of a member. */
class MembersSql {
  /** The member's number, which is the row id. */
  private readonly member = '(a.n + b.n * 1000 + 1)';
  private readonly joinedAtMs: string;

  constructor(
    private readonly brandId: number,
    private readonly nowMs: number,
    private readonly today: number,
    private readonly isSqlite: boolean,
  ) {
    this.joinedAtMs = `(${nowMs - 400 * DAY_MS} + (${this.member} % 300) * ${DAY_MS})`;
  }

  async write(tx: Tx, first: number, last: number): Promise<void> {
    const put = ({ name, columnNames }: Filled, values: Values) =>
      tx.exec(
        `INSERT INTO ${name} (${columnNames.join(',')}) SELECT ${columnNames.map((c) => values[c] ?? 0).join(',')}` +
          ' FROM bench_number b JOIN bench_number a ON 1 = 1 WHERE b.n BETWEEN ? AND ? ORDER BY b.n, a.n',
        [first, last],
      );
    const { member: id, brandId: brand_id, joinedAtMs } = this;
    const none = this.bytes("''");
    const own = { brand_id, customer_id: id };
    await put(customers, {
      ...{ id, brand_id, joined_at_ms: joinedAtMs, nickname: none, mobile: none, created_at_ms: joinedAtMs },
    });
    for (const [asset, i] of [['points', 0] as const, ['growth', 1] as const]) {
      const balance = `${ORDERS_EACH} * ${this.points}`;
      const owner = {
        brand_id,
        owner_kind: "'member'",
        owner_id: id,
        asset: `'${asset}'`,
        bucket: "'available'",
      };
      await put(ledgerAccounts, { id: this.row(i), ...owner, balance, version: ORDERS_EACH });
    }
    for (let order = 0; order < ORDERS_EACH; order += 1) await this.order(put, order);
    await put(standings, {
      ...{ ...own, level: 1, earned_level: 1, earned_since_ms: joinedAtMs, figure: `2 * ${this.points}` },
      ...{ judged_at_ms: this.nowMs, due_at_ms: NEVER_MS, version: 1 },
      // Until a little before the first order leaves the rolling year.
      ...{ since_ms: joinedAtMs, scheme_version: 1, holds_until_ms: `${this.paidAtMs(0)} + 364 * ${DAY_MS}` },
    });
    await put(inboxItems, {
      ...{ ...own, id: this.row(0), touch_id: this.row(0), template: "'member.welcome'", payload: "'{}'" },
      ...{ sent_at_ms: joinedAtMs },
    });
    await put(customerTotals, {
      ...{ ...own, orders: ORDERS_EACH, paid_fen: `${ORDERS_EACH} * ${this.points} * 100` },
      ...{
        first_seen_at_ms: joinedAtMs,
        last_seen_at_ms: this.paidAtMs(1),
        last_order_at_ms: this.paidAtMs(1),
      },
    });
    const day = `${this.today} - 30 - (${id} % 40)`;
    const next_day = 2 ** 31 - 1;
    const lasts = { last_touch_day: day, last_shallow_day: day, last_deep_day: day, last_purchase_day: day };
    await put(customerDays, { ...own, day, next_day, happened: 15, ...lasts, purchase_days: 2 });
  }

  /** An order with what it earned: one transaction of points and growth, one lot. */
  private async order(put: (table: Filled, values: Values) => Promise<number>, order: number): Promise<void> {
    const { brandId: brand_id, member, points } = this;
    const [id, atMs] = [this.row(order), this.paidAtMs(order)];
    await put(orders, {
      ...{
        id,
        brand_id,
        order_key: this.bytes(this.text("'order'", id)),
        content_hash: this.bytes("'0123456789abcdef'"),
      },
      ...{
        customer_id: member,
        paid_at_ms: atMs,
        paid_day: `${this.today} - 60`,
        amount_fen: `${points} * 100`,
      },
      ...{ channel: 1, received_at_ms: atMs },
    });
    await put(ledgerTransactions, {
      ...{
        id,
        brand_id,
        posting_key: this.bytes(this.text("'earn:'", id)),
        request_hash: HASH,
        kind: "'earn'",
      },
      ...{ reference_kind: "'order'", reference_id: id, occurred_at_ms: atMs, posted_at_ms: atMs },
      ...{
        explanation: `'${EXPLANATION}'`,
        writer: WRITER,
        writer_sequence: id,
        previous_hash: HASH,
        hash: HASH,
      },
    });
    for (const line of [0, 1]) {
      const balance_after = `${order + 1} * ${points}`;
      const entry = { transaction_id: id, line, account_id: this.row(line), amount: points };
      await put(ledgerEntries, { ...entry, balance_after, account_version: order + 1 });
    }
    await put(pointsLots, {
      ...{
        id,
        brand_id,
        owner_kind: "'member'",
        owner_id: member,
        asset: "'points'",
        opened_by: id,
        opened_at_ms: atMs,
      },
      ...{ amount: points, remaining: points, expires_at_ms: this.expiresAtMs, due_at_ms: this.expiresAtMs },
      ...{ funder_kind: "'system'", version: 1, is_open: 1 },
    });
  }

  /** Points of one order, which are its yuan as well: 100 to 999. */
  private readonly points = '(100 + (a.n + b.n * 1000 + 1) % 900)';

  private get expiresAtMs(): string {
    return `(${this.nowMs + 60 * DAY_MS} + (${this.member} % 300) * ${DAY_MS})`;
  }

  private paidAtMs(order: number): string {
    return `(${this.joinedAtMs} + (1 + ${order} * 50 + ${this.member} % 40) * ${DAY_MS})`;
  }

  /** The row id of the i-th of something that a member has. */
  private row(i: number): string {
    return `(${this.member} * ${ORDERS_EACH} + ${i})`;
  }

  private text(left: string, right: string): string {
    return this.isSqlite ? `(${left} || ${right})` : `CONCAT(${left}, ${right})`;
  }

  private bytes(text: string): string {
    return this.isSqlite ? `CAST(${text} AS BLOB)` : text;
  }
}
