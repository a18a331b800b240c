import { Injectable, type OnModuleInit } from '@nestjs/common';
import { cellText, DAY_MS } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { keyText } from '../../platform/db/keyed-rows';
import { RunAgain } from '../../platform/db/run-again';
import { States } from '../../platform/db/states';
import type { Reader, Tx } from '../../platform/db/statements';
import { Housekeeping } from '../../platform/housekeeping';
import type { Brand } from '../brands';
import { FactOwners } from '../members';
import { OrdersService, type RefittedOrder } from '../orders';
import { BroughtKinds, type Moved, type TakenBack } from './brought-kinds';
import { importFacts, importJobs, importLifecycle, type ImportRow } from './entities';
import type { FileOptions } from './file-import';
import { IngestService } from './ingest.service';
import type { RawRow } from './rows';

/** How long an import can be reversed. */
export const REVERSIBLE_DAYS = 30;
const ORDERS_PER_STEP = 500;
/** Each is a correction of its order: everything of the customer since then is told anew. */
const REFUNDS_PER_STEP = 100;

const servedFacts = { table: 'import_fact', column: 'at_ms', keptMs: REVERSIBLE_DAYS * DAY_MS };

/** By what a file calls each thing that it brings. */
const KEY_OF = { orders: 'order_id', refunds: 'refund_id' } as const;

/**
 * Takes back what an import brought, as one act: what is left of each of its orders is refunded, by the door through which
 * every refund comes, so that points, levels, layers and rewards follow as they do for any other; its refunds are taken
 * back as if they had never come (decision 31). Nothing is lost of what was said. INGEST-5: each is dealt with once,
 * however often the work is cut short.
 */
@Injectable()
export class Reversals implements OnModuleInit {
  private readonly states = new States(importJobs, importLifecycle);

  constructor(
    private readonly db: Database,
    private readonly ingest: IngestService,
    private readonly orders: OrdersService,
    private readonly owners: FactOwners,
    private readonly brought: BroughtKinds,
    private readonly housekeeping: Housekeeping,
  ) {}

  onModuleInit(): void {
    this.housekeeping.alsoRemove(servedFacts);
  }

  /** Remembers what an import brings, with the rows themselves. Corrections bring nothing of their own. */
  keeper({ id, kind, corrects }: ImportRow): Pick<FileOptions, 'onAccepted'> {
    if ((kind !== 'orders' && kind !== 'refunds') || corrects) return {};
    const key = KEY_OF[kind];
    return {
      onAccepted: async (tx: Tx, rows: readonly RawRow[]): Promise<void> => {
        const facts = rows.map((row) => ({
          ...{ importId: id, atMs: tx.nowMs() },
          factKey: Buffer.from(cellText(String(row[key]))),
        }));
        await importFacts.insert(tx, facts, { ignore: true });
      },
    };
  }

  /** What a reversal would take back, and what of it was used since; orders and refunds may always be. */
  async standing(reader: Reader, row: ImportRow): Promise<{ reversible: number; moved: Moved | null }> {
    const kind = this.brought.of(row.kind);
    if (kind && row.startedAtMs > reader.nowMs() - REVERSIBLE_DAYS * DAY_MS)
      return kind.standing(reader, row);
    if (kind) return { reversible: 0, moved: null };
    const reversible = await importFacts.count(reader, { importId: row.id, reversedAtMs: 0 });
    return { reversible, moved: null };
  }

  /**
   * Takes some of it back, and the mark that says so commits with it.
   * @returns `through` when none is left; `lost` when another worker has it
   */
  async step(
    brand: Brand,
    row: ImportRow,
    lease: { readonly before: number; readonly next: number },
  ): Promise<'more' | 'through' | 'lost'> {
    return this.db.run('imports.reverse-step', async (tx) => {
      const kind = this.brought.of(row.kind);
      const done = kind ? await kind.takeBack(tx, brand, row) : await this.someOf(tx, brand, row);
      const ours = ['lease_until_ms = ?', lease.before] as const;
      if (!done) {
        const stamps = { leaseUntilMs: 0, finishedAtMs: tx.nowMs() };
        const moved = await this.states.move(tx, row, 'reversed', stamps, ours);
        return moved.kind === 'moved' ? 'through' : 'lost';
      }
      const where = { id: row.id, state: 'reversing' as const };
      const now = await importJobs.one(tx, brand.id, where, { and: ours, lock: 'update' });
      if (!now) throw new ReversalLost();
      await importJobs.set(tx, brand.id, where, {
        leaseUntilMs: lease.next,
        refunded: now.refunded + done.refunded,
        nothingLeft: now.nothingLeft + done.nothingLeft,
      });
      return 'more';
    });
  }

  private async someOf(tx: Tx, brand: Brand, row: ImportRow): Promise<TakenBack | null> {
    const isOfRefunds = row.kind === 'refunds';
    const facts = await importFacts.select(
      tx,
      { importId: row.id, reversedAtMs: 0 },
      { columns: ['factKey'], order: 'fact_key', limit: isOfRefunds ? REFUNDS_PER_STEP : ORDERS_PER_STEP },
    );
    if (facts.length === 0) return null;
    const factKeys = facts.map(({ factKey }) => factKey);
    await importFacts.set(tx, { importId: row.id, factKey: factKeys }, { reversedAtMs: tx.nowMs() });
    const refunded = isOfRefunds
      ? await this.withdraw(tx, brand, row, factKeys)
      : await this.refund(tx, brand, row, factKeys);
    return { refunded, nothingLeft: factKeys.length - refunded };
  }

  /** @returns how many were taken back */
  private async withdraw(tx: Tx, brand: Brand, row: ImportRow, keys: readonly Buffer[]): Promise<number> {
    const owners = await this.orders.ownersOfRefunds(tx, brand, keys);
    const { customers } = await this.owners.lock(
      tx,
      brand,
      // At whatever instant the order was paid.
      owners.map((customerId) => ({ customerId, atMs: 0 })),
    );
    const by = { operatorId: row.reversedBy, importId: row.id };
    const { withdrawn, refitted } = await this.orders.withdraw(tx, brand, customers, keys, by);
    await this.refundAgain(tx, brand, row, refitted);
    return withdrawn;
  }

  /** An order whose own import was reversed is refunded whole, whichever of the two reversals came first. */
  private async refundAgain(
    tx: Tx,
    brand: Brand,
    { id }: ImportRow,
    refitted: readonly RefittedOrder[],
  ): Promise<void> {
    const left = refitted.filter(({ leftFen }) => leftFen > 0);
    if (left.length === 0) return;
    const reversedAt = await reversedOrders(tx, brand.id, left);
    const refunds = left.flatMap(({ orderId, orderKey, leftFen }) => {
      const atMs = reversedAt.get(orderId);
      if (atMs === undefined) return [];
      const refundId = `reversal:${id}:${orderId}:${tx.nextId()}`;
      const refund = { order_id: orderKey.toString(), refunded_at: new Date(atMs).toISOString() };
      return [{ ...refund, refund_id: refundId, amount_fen: leftFen }];
    });
    await this.ingest.ingestIn(tx, brand, [{ events: [], orders: [], refunds, source: 'file' }]);
  }

  /** @returns how many were refunded; of the others nothing was left */
  private async refund(
    tx: Tx,
    brand: Brand,
    { id, reversedAtMs }: ImportRow,
    keys: readonly Buffer[],
  ): Promise<number> {
    const found = await this.orders.amounts(tx, brand, keys);
    const left = found.filter(({ amountFen, refundedFen }) => amountFen > refundedFen);
    const refunds = left.map((order) => ({
      refund_id: `reversal:${id}:${order.id}`,
      order_id: order.orderKey.toString(),
      refunded_at: new Date(reversedAtMs).toISOString(),
      amount_fen: order.amountFen - order.refundedFen,
    }));
    const batch = { events: [], orders: [], refunds, source: 'file' as const };
    const [answer] = await this.ingest.ingestIn(tx, brand, [batch]);
    const now = await this.orders.lockedAmounts(tx, brand, keys);
    if (now.some(({ amountFen, refundedFen }) => amountFen > refundedFen))
      throw new RunAgain('refunds of an order came, or were taken back, beside its reversal');
    return answer?.refunds.filter(({ outcome }) => outcome === 'accepted').length ?? 0;
  }
}

/** Orders that the reversal of their import refunded, or found refunded, with when that was. */
async function reversedOrders(
  tx: Tx,
  brandId: number,
  orders: readonly RefittedOrder[],
): Promise<ReadonlyMap<number, number>> {
  const reversed = await importJobs.select(
    tx,
    brandId,
    { kind: 'orders' },
    { columns: ['id', 'reversedAtMs'], and: ['reversed_at_ms > ?', 0] },
  );
  const atMsOf = new Map(reversed.map((job) => [job.id, job.reversedAtMs]));
  const facts = await importFacts.select(
    tx,
    { importId: [...atMsOf.keys()], factKey: orders.map(({ orderKey }) => orderKey) },
    { and: ['reversed_at_ms > ?', 0] },
  );
  const byKey = new Map(facts.map((fact) => [keyText(fact.factKey), atMsOf.get(fact.importId) ?? 0]));
  return new Map(
    orders.flatMap(({ orderId, orderKey, applied }) => {
      // What the import brought is remembered for a time; its refunds are there for good.
      const own = applied.find(({ refundKey }) => isReversalOf(orderId, refundKey));
      const atMs = byKey.get(keyText(orderKey)) ?? own?.refundedAtMs;
      return atMs === undefined ? [] : [[orderId, atMs]];
    }),
  );
}

const isReversalOf = (orderId: number, refundKey: Buffer): boolean =>
  new RegExp(`^reversal:[0-9]+:${orderId}(:|$)`).test(refundKey.toString());

/** Another worker has the reversal: what this one began is undone. */
export class ReversalLost extends Error {}
