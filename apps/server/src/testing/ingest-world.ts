import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module';
import { BrandsService, type Brand } from '../modules/brands';
import { identityField, PersonalFields } from '../modules/members';
import { IngestService, type RawBatch, type RawRow } from '../modules/imports';
import type { Database } from '../platform/db/database';
import type { Reader, Tx, Value } from '../platform/db/statements';
import type { Platform } from '../platform/platform';
import { bringRows } from './doors';
import { openTestPlatform, type TestPlatform } from './test-platform';

/** A server, and what stories about incoming rows are told with. */
export interface IngestWorld {
  readonly db: Database;
  readonly clock: TestPlatform['clock'];
  readonly ingest: IngestService;
  get<T>(token: { readonly prototype: T }): T;
  /** The same services as another process has them, with connections of its own. */
  another(): Promise<IngestService>;
  /** An empty brand of its own, so that one server serves many stories. */
  newBrand(): Promise<Brand>;
  /** Brings rows in, as short as they can be said: outcomes as `accepted`, `duplicate` or the code of the refusal. */
  bring(brand: Brand, batch: Partial<RawBatch>): Promise<Record<keyof RawBatch, string[]>>;
  /** Everything that is known of a brand's customers, without a single id: equal for equal histories. */
  picture(brand: Brand): Promise<string>;
  close(): Promise<void>;
}

let brands = 0;

export async function openIngestWorld(): Promise<IngestWorld> {
  const base = await openTestPlatform();
  const open = (platform: Platform) =>
    NestFactory.createApplicationContext(AppModule.of(platform), { logger: false });
  const apps = [await open(base.platform)];
  const get: IngestWorld['get'] = (token) =>
    (apps[0] as (typeof apps)[0]).get(token as Type, { strict: false });
  const { db } = base.platform;
  const ingest = get(IngestService);
  return {
    db,
    clock: base.clock,
    ingest,
    get,
    another: async () => {
      const app = await open(await base.another());
      apps.push(app);
      return app.get(IngestService, { strict: false });
    },
    newBrand: async () => {
      const brand = await get(BrandsService).create({ code: `brand${(brands += 1)}`, name: 'Brand' });
      if (!brand) throw new Error('The brand of the story was there already');
      return brand;
    },
    bring: (brand, batch) => bringRows({ get }, brand, batch),
    picture: (brand) => pictureOf(db, get(PersonalFields), brand),
    close: async () => {
      for (const app of apps) await app.close();
      await base.close();
    },
  };
}

export const orderRow = (orderId: string, person: string, more: RawRow = {}): RawRow => ({
  order_id: orderId,
  identity_kind: 'pos_card',
  identity: person,
  paid_at: '2026-11-01T10:00:00+08:00',
  amount_fen: '10000',
  channel: 'pos',
  store: 'S1',
  guide: 'G1',
  ...more,
});

export const refundRow = (refundId: string, orderId: string, more: RawRow = {}): RawRow => ({
  refund_id: refundId,
  order_id: orderId,
  refunded_at: '2026-11-10T10:00:00+08:00',
  amount_fen: '1000',
  ...more,
});

export const eventRow = (eventId: string, person: string, more: RawRow = {}): RawRow => ({
  event_id: eventId,
  identity_kind: 'pos_card',
  identity: person,
  type: 'product.viewed',
  occurred_at: '2026-11-02T10:00:00+08:00',
  channel: 'pos',
  store: '',
  item: 'lipstick',
  ...more,
});

/** A transaction that breaks before its nth statement, as a process does that is killed there. */
export function breakingAt(tx: Tx, statement: number): Tx {
  let left = statement;
  const step = (): void => {
    left -= 1;
    if (left === 0) throw new Error('killed here');
  };
  return {
    dialect: tx.dialect,
    mayWrite: tx.mayWrite,
    lane: tx.lane,
    nowMs: () => tx.nowMs(),
    nextId: () => tx.nextId(),
    query: (sql, parameters) => (step(), tx.query(sql, parameters)),
    exec: (sql, parameters) => (step(), tx.exec(sql, parameters)),
    beforeCommit: (step, key, work) => tx.beforeCommit(step, key, work),
    afterCommit: (work) => tx.afterCommit(work),
  };
}

/** Everything that is known of a brand's customers, without a single id: equal for equal histories. */
export const pictureOf = (db: Database, fields: PersonalFields, brand: Brand): Promise<string> =>
  db.read(async (reader) => {
    const names = await namesOf(reader, brand, fields);
    return (await linesOf(reader, brand, names)).sort().join('\n');
  });

type Names = ReadonlyMap<number, string>;

/** Customers by what they are known by, which is the same in every telling of a story. */
async function namesOf(reader: Reader, brand: Brand, fields: PersonalFields): Promise<Names> {
  const rows = await reader.query<{ customer_id: number; kind: string; value_index: Buffer; value: Buffer }>(
    'SELECT customer_id, kind, value_index, value FROM customer_identity WHERE brand_id = ?',
    [brand.id],
  );
  const names = new Map<number, string[]>();
  for (const { customer_id: id, kind, value_index: index, value } of rows) {
    const name = `${kind}:${fields.open(brand.id, identityField(kind, index), value)}`;
    names.set(id, [...(names.get(id) ?? []), name].sort());
  }
  return new Map([...names].map(([id, all]) => [id, all.join('+')]));
}

const OUTLET =
  'LEFT JOIN channel c ON c.brand_id = t.brand_id AND c.number = t.channel LEFT JOIN store s ON s.id = t.store_id';
const PICTURES: readonly (readonly [table: string, sql: string])[] = [
  [
    'customer',
    'SELECT id AS customer_id, alias_of, joined_at_ms, created_at_ms FROM customer WHERE brand_id = ?',
  ],
  [
    'event',
    `SELECT customer_id, event_key, type, occurred_at_ms, received_at_ms, c.code AS channel, s.code AS store, item
     FROM event t ${OUTLET} WHERE t.brand_id = ?`,
  ],
  [
    'order',
    `SELECT t.customer_id, order_key, paid_at_ms, paid_day, amount_fen, refunded_fen, received_at_ms, c.code AS channel,
     s.code AS store, g.code AS guide FROM sale_order t ${OUTLET} LEFT JOIN guide g ON g.id = t.guide_id WHERE t.brand_id = ?`,
  ],
  [
    'refund',
    `SELECT refund_key, order_key, CASE WHEN order_id = 0 THEN 0 ELSE 1 END AS has_order, refunded_at_ms, refunded_day,
     amount_fen, state FROM refund WHERE brand_id = ?`,
  ],
  [
    'day',
    `SELECT customer_id, c.code AS scope, day, next_day, happened, last_touch_day, last_shallow_day, last_deep_day,
     last_purchase_day, purchase_days FROM customer_day t
     LEFT JOIN channel c ON c.brand_id = t.brand_id AND c.number = t.scope WHERE t.brand_id = ?`,
  ],
  [
    'total',
    `SELECT customer_id, orders, paid_fen, refunded_fen, first_seen_at_ms, last_seen_at_ms, last_order_at_ms
     FROM customer_total WHERE brand_id = ?`,
  ],
  [
    'points',
    `SELECT owner_id AS customer_id, asset, bucket, balance FROM ledger_account
     WHERE brand_id = ? AND owner_kind = 'member' AND balance <> 0`,
  ],
  [
    'issued',
    "SELECT bucket, CAST(SUM(balance) AS SIGNED) AS balance FROM ledger_account WHERE brand_id = ? AND owner_kind = 'system' GROUP BY bucket",
  ],
  ['store', 'SELECT code, kind FROM store WHERE brand_id = ?'],
  ['guide', 'SELECT code FROM guide WHERE brand_id = ?'],
];

async function linesOf(reader: Reader, brand: Brand, names: Names): Promise<string[]> {
  const lines: string[] = [];
  for (const [table, sql] of PICTURES) {
    for (const row of await reader.query<Record<string, Value>>(sql, [brand.id])) {
      const shown = Object.entries(row).map(([column, value]) => [column, shownValue(column, value, names)]);
      lines.push(`${table} ${JSON.stringify(shown)}`);
    }
  }
  return lines;
}

function shownValue(column: string, value: Value, names: Names): Value {
  if (Buffer.isBuffer(value)) return value.toString();
  return column === 'customer_id' || column === 'alias_of'
    ? (names.get(Number(value)) ?? Number(value))
    : value;
}
