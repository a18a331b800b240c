import { plainRules, type EarningRules } from '@liuliang/domain';
import type { Database } from '../../platform/db/database';
import type { Brand } from '../brands';
import type { Findings } from './audit-findings';
import { faultOfOrder, type AuditedRules, type OrderStory } from './audit-order-rules';
import type { AuditedLine, OrderAuditStore, OrderPosting } from './audit-orders.store';
import type { LedgerAuditStore } from './audit.store';

const ORDERS_AT_ONCE = 1000;

/** ORDERS: every order has exactly its earning, and its refunds took exactly what they made undue. */
export async function checkOrders(
  db: Database,
  stores: { readonly orders: OrderAuditStore; readonly ledger: LedgerAuditStore },
  brands: readonly Brand[],
  brandId: number | null,
  found: Findings,
): Promise<void> {
  const rules = new Map<number, AuditedRules>();
  for (const brand of brands) rules.set(brand.id, await rulesOf(db, stores.orders, brand));
  for (let after = 0; ;) {
    const page = await readPage(db, stores.orders, brandId, after);
    for (const story of page) {
      const own = rules.get(story.order.brandId);
      const fault = own ? faultOfOrder(story, own) : 'its brand is not there';
      if (fault) found.add(`order ${story.order.id}: ${fault}`);
    }
    found.count(page.length);
    const last = page[page.length - 1];
    if (!last) break;
    after = last.order.id;
  }
  const orphans = await db.read((reader) => stores.ledger.orphans(reader, brandId));
  found.add(...orphans.map(({ id }) => `transaction ${id}: there is no such order`));
}

/** Orders with all that belongs to them, as of one instant: a refund under way is seen whole or not at all. */
function readPage(
  db: Database,
  store: OrderAuditStore,
  brandId: number | null,
  after: number,
): Promise<OrderStory[]> {
  return db.readAtOnce(async (reader) => {
    const orders = await store.orders(reader, brandId, after, ORDERS_AT_ONCE);
    const ids = orders.map(({ id }) => id);
    const lines = grouped(await store.lines(reader, ids));
    const postings = grouped(await store.postings(reader, ids));
    return orders.map((order) => ({
      order,
      lines: lines.get(order.id) ?? [],
      postings: postings.get(order.id) ?? [],
    }));
  });
}

function grouped<T extends AuditedLine | OrderPosting>(rows: readonly T[]): Map<number, T[]> {
  const byOrder = new Map<number, T[]>();
  for (const row of rows) {
    const known = byOrder.get(row.orderId);
    if (known) known.push(row);
    else byOrder.set(row.orderId, [row]);
  }
  return byOrder;
}

async function rulesOf(db: Database, store: OrderAuditStore, brand: Brand): Promise<AuditedRules> {
  const rows = await db.read((reader) => store.rules(reader, brand.id));
  const { version, points, perFen } = brand.config.earning;
  const first = { version, startsAtMs: 0, rules: plainRules({ points, perFen }) };
  const published = rows.map((row) => ({ ...row, rules: JSON.parse(row.rules) as EarningRules }));
  return { zone: brand.timeZone, versions: published.length > 0 ? published : [first] };
}
