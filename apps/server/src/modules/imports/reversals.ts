import { Injectable, type OnModuleInit } from '@nestjs/common';
import { cellText, DAY_MS } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { States } from '../../platform/db/states';
import type { Reader, Tx } from '../../platform/db/statements';
import { Housekeeping } from '../../platform/housekeeping';
import type { Brand } from '../brands';
import { OrdersService } from '../orders';
import { BroughtKinds, type Moved, type TakenBack } from './brought-kinds';
import { importFacts, importJobs, importLifecycle, type ImportRow } from './entities';
import type { FileOptions } from './file-import';
import { IngestService } from './ingest.service';
import type { RawRow } from './rows';

/** How long an import can be reversed. */
export const REVERSIBLE_DAYS = 30;
const ORDERS_PER_STEP = 500;

const servedFacts = { table: 'import_fact', column: 'at_ms', keptMs: REVERSIBLE_DAYS * DAY_MS };

/**
 * Takes back what an import brought, as one act: what is left of each of its orders is refunded, by the door through which
 * every refund comes, so that points, levels, layers and rewards follow as they do for any other. Nothing is deleted.
 * INGEST-5: an order is refunded once, however often the work is cut short.
 */
@Injectable()
export class Reversals implements OnModuleInit {
  private readonly states = new States(importJobs, importLifecycle);

  constructor(
    private readonly db: Database,
    private readonly ingest: IngestService,
    private readonly orders: OrdersService,
    private readonly brought: BroughtKinds,
    private readonly housekeeping: Housekeeping,
  ) {}

  onModuleInit(): void {
    this.housekeeping.alsoRemove(servedFacts);
  }

  /** Remembers what an import brings, with the rows themselves. Corrections bring nothing of their own. */
  keeper({ id, kind, corrects }: ImportRow): Pick<FileOptions, 'onAccepted'> {
    if (kind !== 'orders' || corrects) return {};
    return {
      onAccepted: async (tx: Tx, rows: readonly RawRow[]): Promise<void> => {
        const facts = rows.map((row) => ({
          ...{ importId: id, atMs: tx.nowMs() },
          factKey: Buffer.from(cellText(String(row['order_id']))),
        }));
        await importFacts.insert(tx, facts, { ignore: true });
      },
    };
  }

  /** What a reversal would take back, and what of it was used since; orders may always be refunded. */
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
      const done = kind ? await kind.takeBack(tx, brand, row) : await this.refundSome(tx, brand, row);
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

  private async refundSome(tx: Tx, brand: Brand, row: ImportRow): Promise<TakenBack | null> {
    const facts = await importFacts.select(
      tx,
      { importId: row.id, reversedAtMs: 0 },
      { columns: ['factKey'], order: 'fact_key', limit: ORDERS_PER_STEP },
    );
    if (facts.length === 0) return null;
    const factKeys = facts.map(({ factKey }) => factKey);
    const refunded = await this.refund(tx, brand, row, factKeys);
    await importFacts.set(tx, { importId: row.id, factKey: factKeys }, { reversedAtMs: tx.nowMs() });
    return { refunded, nothingLeft: factKeys.length - refunded };
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
    return answer?.refunds.filter(({ outcome }) => outcome === 'accepted').length ?? 0;
  }
}

/** Another worker has the reversal: what this one began is undone. */
export class ReversalLost extends Error {}
