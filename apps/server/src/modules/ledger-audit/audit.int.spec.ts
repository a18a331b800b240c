import { earnPosting, reversalOf } from '@liuliang/domain';
import { SYSTEM } from '../../platform/actor';
import { insertRows } from '../../platform/db/statements';
import { AuditLog } from '../audit';
import { behindTheTriggers, forge, keepRows } from '../../testing/ledger-faults';
import { earning, inBrand, member, openLedgerWorld, type LedgerWorld } from '../../testing/ledger';
import { payOrders, refundOrders } from '../../testing/order-points';
import { AuditService } from './audit.service';

const CUSTOMER = 7;
const ORDER = 501;

/** A ledger with a bit of everything: earnings, a refund, a debt, a merge, a reversal, two writers, an audit log. */
async function openStory(): Promise<LedgerWorld> {
  const world = await openLedgerWorld();
  const { db, brandId, server } = world;
  const original = earning(brandId, 1, CUSTOMER, 40);
  await world.writer.submit(original);
  await world.writerOf(3).submit(earning(brandId, 2, CUSTOMER, 5));
  await world.writer.submit(inBrand(brandId, reversalOf(original, 'undo:1')));
  server.clock.pass(1);
  const log = server.get(AuditLog);
  await db.run('story', async (tx) => {
    await insertOrder(tx, brandId, ORDER, 10_000, 2_500);
    await insertOrder(tx, brandId, ORDER + 1, 99, 0);
    await insertRefund(tx, brandId, 601, ORDER, 2_500);
    const [order, small] = [ORDER, ORDER + 1].map((orderId) => ({
      orderId,
      customerId: CUSTOMER,
      paidAtMs: tx.nowMs(),
    }));
    await payOrders(server, tx, brandId, [
      { ...order!, amountFen: 10_000 },
      { ...small!, amountFen: 99 },
    ]);
    await refundOrders(server, tx, brandId, [
      { ...order!, refundId: 601, orderAmountFen: 10_000, refundedFenSoFar: 2_500, refundedAtMs: tx.nowMs() },
    ]);
    const merge = { brandId, aliasId: CUSTOMER, keptId: CUSTOMER + 1, mergeId: 701 };
    await world.mergeBalances.carry(tx, merge);
    for (const subject of ['one', 'two', 'three']) {
      await log.record(tx, {
        brandId,
        actor: SYSTEM,
        action: 'test.done',
        subject,
        detail: {},
      });
    }
  });
  return world;
}

type Writing = Parameters<typeof insertRows>[0];

async function insertOrder(tx: Writing, brandId: number, id: number, amountFen: number, refundedFen: number) {
  const columns = [
    'id',
    'brand_id',
    'order_key',
    'content_hash',
    'customer_id',
    'paid_day',
    'amount_fen',
    'refunded_fen',
  ];
  const row = [id, brandId, Buffer.from(`o${id}`), Buffer.alloc(16), CUSTOMER, 0, amountFen, refundedFen];
  await insertRows(tx, 'sale_order', columns, [row]);
}

async function insertRefund(tx: Writing, brandId: number, id: number, orderId: number, amountFen: number) {
  const columns = [
    'id',
    'brand_id',
    'refund_key',
    'content_hash',
    'order_key',
    'order_id',
    'refunded_day',
    'amount_fen',
    'state',
  ];
  const key = Buffer.from(`r${id}`);
  const row = [
    id,
    brandId,
    key,
    Buffer.alloc(16),
    Buffer.from(`o${orderId}`),
    orderId,
    0,
    amountFen,
    'applied',
  ];
  await insertRows(tx, 'refund', columns, [row]);
}

const firstEarning = "(SELECT MIN(id) FROM ledger_transaction WHERE kind = 'earn')";

/** Checks that other areas bring along, and prove by themselves. */
const OF_OTHERS: ReadonlySet<string> = new Set([
  'BUDGETS',
  'FACTS',
  'LEVELS',
  'SETTLEMENT',
  'LIABILITY',
  'STOCK',
  'REMINDERS',
]);

describe('the audit', () => {
  let world: LedgerWorld;
  const failed = async (): Promise<string[]> => {
    const { checks } = await world.server.get(AuditService).run(null);
    return checks.filter(({ id, ok }) => !ok && !OF_OTHERS.has(id)).map(({ id }) => id);
  };
  const sql = (...statements: string[]) =>
    behindTheTriggers(world.db, async (tx) => {
      for (const statement of statements) await tx.exec(statement);
    });
  const faultyPosting = (change: object) => ({ ...earning(world.brandId, 90, CUSTOMER, 5), ...change });
  const planted = (change: object, reversesId = 0) =>
    forge(world.db, world.server.platform.ids, faultyPosting(change), { reversesId });
  const idOf = async (key: string): Promise<number> => {
    const sought = 'SELECT id FROM ledger_transaction WHERE posting_key = ?';
    const rows = await world.db.read((reader) => reader.query<{ id: number }>(sought, [Buffer.from(key)]));
    return rows[0]!.id;
  };

  let putBack: () => Promise<void>;

  beforeAll(async () => {
    world = await openStory();
    putBack = await keepRows(world.db);
  });
  afterEach(() => putBack());
  afterAll(() => world.server.close());

  it('finds nothing in a ledger that only its own code wrote to, and says what it looked at', async () => {
    const report = await world.server.get(AuditService).run(null);
    const own = report.checks.filter(({ id }) => !OF_OTHERS.has(id));
    expect(own.map(({ id, ok, checked, faults }) => [id, ok, checked, faults])).toEqual([
      ['INV-1', true, 6, []],
      ['INV-2', true, 4, []],
      ['INV-3', true, 4, []],
      ['INV-4', true, 6, []],
      ['INV-5', true, 5, []],
      ['INV-6', true, 19, []],
      ['INV-7', true, 0, []],
      ['INV-8', true, 1, []],
      ['INV-9', true, 4, []],
      ['INV-10', true, 0, []],
      ['INV-11', true, 0, []],
      ['INV-12', true, 4, []],
      ['ROOT', true, 0, []],
      ['ORDERS', true, 2, []],
    ]);
    expect((await world.server.get(AuditService).run(world.brandId)).ok).toBe(true);
    expect(
      await world.server.platform.metrics.registry.getSingleMetricAsString('liuliang_ledger_audit_ok'),
    ).toMatch(/ 1$/m);
  });

  it('leaves every row as it was', async () => {
    const before = await world.rows();
    await world.server.get(AuditService).run(null);
    expect(await world.rows()).toBe(before);
  });

  it('finds nothing wrong while postings go on', async () => {
    const busy = Promise.all(
      Array.from({ length: 30 }, async (_, i) =>
        world.writer.submit(earning(world.brandId, 1000 + i, 20 + (i % 5), 1)),
      ),
    );
    expect(await failed()).toEqual([]);
    await busy;
    expect(await failed()).toEqual([]);
  });

  // Each fault is planted as the code that could have made it would have: everything else about it is right.
  const amounts = (...parts: number[]) => parts.map((amount, i) => ({ account: member(30 + i), amount }));
  const faults: [string, string[], () => Promise<unknown>][] = [
    ['a posting that does not balance', ['INV-1', 'INV-8'], () => planted({ entries: amounts(5, 4) })],
    ['a posting of one line', ['INV-1', 'INV-8'], () => planted({ entries: amounts(5) })],
    ['a line that moves nothing', ['INV-1'], () => planted({ entries: amounts(0, 0) })],
    [
      'a balance that drifted',
      ['INV-2', 'INV-5', 'INV-8'],
      () => sql('UPDATE ledger_account SET balance = balance + 1 WHERE owner_id = 8'),
    ],
    [
      'a version that jumped',
      ['INV-2'],
      () => sql('UPDATE ledger_account SET version = version + 1 WHERE owner_id = 8'),
    ],
    [
      'entries that skip a version',
      ['INV-2', 'INV-5'],
      () =>
        sql(
          `UPDATE ledger_entry SET account_version = account_version + 50 WHERE transaction_id = ${firstEarning}`,
        ),
    ],
    [
      'a balance written down wrong in between',
      ['INV-2'],
      () =>
        sql(
          `UPDATE ledger_entry SET balance_after = balance_after + 1 WHERE transaction_id = ${firstEarning}`,
        ),
    ],
    [
      'a member overdrawn by an adjustment',
      ['INV-3'],
      () => planted({ kind: 'adjust', entries: amounts(-5, 5) }),
    ],
    [
      'a pending balance below zero, even by a clawback',
      ['INV-3'],
      () =>
        planted({
          kind: 'clawback',
          entries: [{ account: { ...member(30), bucket: 'pending' }, amount: -5 }, ...amounts(5)],
        }),
    ],
    [
      'a key that stands for other content',
      ['INV-4'],
      () => sql(`UPDATE ledger_transaction SET request_hash = previous_hash WHERE id = ${firstEarning}`),
    ],
    [
      'a key used twice',
      ['INV-4'],
      async () => {
        const index = 'uk_ledger_transaction_brand_id_posting_key';
        await world.db.source.query(
          world.db.engine === 'sqlite' ? `DROP INDEX ${index}` : `DROP INDEX ${index} ON ledger_transaction`,
        );
        await planted({ key: 'test:1' });
      },
    ],
    [
      'a hash that was edited',
      ['INV-6'],
      () => sql(`UPDATE ledger_transaction SET hash = request_hash WHERE id = ${firstEarning}`),
    ],
    [
      'an explanation that was edited',
      ['INV-6'],
      () => sql(`UPDATE ledger_transaction SET explanation = '[]' WHERE id = ${firstEarning}`),
    ],
    [
      'an instant that was edited',
      ['INV-6'],
      () => sql(`UPDATE ledger_transaction SET occurred_at_ms = 5 WHERE id = ${firstEarning}`),
    ],
    [
      'amounts that were edited on both sides, with balances to match',
      ['INV-4', 'INV-5', 'INV-6'],
      async () => {
        const step = 'CASE WHEN amount > 0 THEN -1 ELSE 1 END';
        await sql(
          `UPDATE ledger_account SET balance = balance + 1 WHERE owner_id = ${CUSTOMER}`,
          `UPDATE ledger_account SET balance = balance - 1 WHERE owner_id = ${CUSTOMER + 1}`,
          `UPDATE ledger_entry SET balance_after = balance_after + ${step}, amount = amount + ${step}
             WHERE transaction_id = ${await idOf('merge:701')}`,
        );
      },
    ],
    [
      'a transaction that is gone, with its entries',
      ['INV-2', 'INV-5', 'INV-6', 'INV-9'],
      async () => {
        const id = await idOf('test:2');
        await sql(
          `DELETE FROM ledger_entry WHERE transaction_id = ${id}`,
          `DELETE FROM ledger_transaction WHERE id = ${id}`,
        );
      },
    ],
    [
      'a transaction that is gone without its entries',
      ['INV-1', 'INV-5', 'INV-6', 'INV-9'],
      async () => sql(`DELETE FROM ledger_transaction WHERE id = ${await idOf('test:2')}`),
    ],
    [
      'a line that is gone',
      ['INV-1', 'INV-2', 'INV-4', 'INV-5', 'INV-6'],
      async () => sql(`DELETE FROM ledger_entry WHERE line = 0 AND transaction_id = ${await idOf('test:2')}`),
    ],
    [
      "an entry moved to another writer's account",
      ['INV-1', 'INV-2', 'INV-4', 'INV-6'],
      async () =>
        sql(`UPDATE ledger_entry SET account_version = 99, account_id =
        (SELECT id FROM ledger_account WHERE owner_kind = 'system' AND shard = 0) WHERE line = 1 AND transaction_id = ${await idOf('test:2')}`),
    ],
    [
      'a posting reversed twice',
      ['INV-6'],
      async () => {
        const undo = inBrand(world.brandId, reversalOf(earning(world.brandId, 1, CUSTOMER, 40), 'undo:2'));
        return planted(undo, await idOf('test:1'));
      },
    ],
    [
      'a chain cut short',
      ['INV-6'],
      () => sql('UPDATE ledger_writer SET sequence = sequence - 1 WHERE writer = 0'),
    ],
    ['a chain whose head is gone', ['INV-6'], () => sql('DELETE FROM ledger_writer WHERE writer = 3')],
    ['a trigger that is gone', ['INV-6'], () => world.db.source.query('DROP TRIGGER ledger_entry_no_update')],
    [
      'a trigger that does nothing',
      ['INV-6'],
      async () => {
        await world.db.source.query('DROP TRIGGER ledger_entry_no_delete');
        const head = 'CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry';
        await world.db.source.query(
          world.db.engine === 'sqlite'
            ? `${head} BEGIN SELECT 1; END`
            : `${head} FOR EACH ROW SET @nothing = 1`,
        );
      },
    ],
    [
      'an action of the audit log that was edited',
      ['INV-6'],
      () => sql("UPDATE audit_log SET subject = 'four' WHERE sequence = 2"),
    ],
    [
      'an action of the audit log that is gone',
      ['INV-6'],
      () => sql('DELETE FROM audit_log WHERE sequence = 2'),
    ],
    [
      'an order without its earning',
      ['ORDERS'],
      () => world.db.run('x', (tx) => insertOrder(tx, world.brandId, 900, 500, 0)),
    ],
    [
      'an order that earned twice',
      ['ORDERS'],
      () => {
        const posting = earnPosting({
          key: 'again',
          reference: { kind: 'order', id: String(ORDER) },
          memberId: 7,
          points: 100,
        });
        return planted(posting);
      },
    ],
    [
      'an earning for no order',
      ['ORDERS'],
      () =>
        planted(
          earnPosting({ key: 'none', reference: { kind: 'order', id: '999' }, memberId: 7, points: 1 }),
        ),
    ],
    [
      'a refund whose clawback is missing',
      ['ORDERS'],
      () =>
        world.db.run('x', async (tx) => {
          await insertRefund(tx, world.brandId, 602, ORDER, 1_000);
          await tx.exec('UPDATE sale_order SET refunded_fen = refunded_fen + 1000 WHERE id = ?', [ORDER]);
        }),
    ],
    [
      'a refunded sum without its refund',
      ['ORDERS'],
      () =>
        world.db.run('x', (tx) =>
          tx.exec('UPDATE sale_order SET refunded_fen = refunded_fen + 1 WHERE id = ?', [ORDER]),
        ),
    ],
  ];

  it.each(faults)('finds %s by %j', async (_name, checks, plant) => {
    await plant();
    expect(await failed()).toEqual(checks);
    const gauge =
      await world.server.platform.metrics.registry.getSingleMetricAsString('liuliang_ledger_audit_ok');
    expect(gauge).toMatch(/ 0$/m);
  });
});
