import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { GroupCommit } from '../../platform/db/group-commit';
import type { Tx } from '../../platform/db/statements';
import type { RefusalOf } from '../../platform/http';
import { Idempotency, type IdempotencyKey } from '../../platform/idempotency';
import type { Brand } from '../brands';
import { IngestService, type RawBatch, type SentBatch } from './ingest.service';
import { summaryOf, type BatchSummary } from './outcomes';

/** A connector's batch, kept under its key. */
interface KeyedBatch {
  readonly id: IdempotencyKey;
  readonly brand: Brand;
  readonly batch: SentBatch;
}
type Summaries = Readonly<Record<keyof RawBatch, BatchSummary>>;
type Answer = Result<Summaries, RefusalOf<'ingestBatch'>>;

/**
 * Where connectors' batches come in, many at a time. Those of one brand that meet are written by one transaction, each
 * with its own answer, because a commit costs more than the rows of a small batch do.
 */
@Injectable()
export class IngestDoor implements OnModuleDestroy {
  private readonly groups = new Map<number, GroupCommit<KeyedBatch, Answer>>();

  constructor(
    private readonly db: Database,
    private readonly ingest: IngestService,
    private readonly idempotency: Idempotency,
  ) {}

  /** Writes a batch once under its key; the same key again gets the same answer. */
  bring(brand: Brand, batch: SentBatch, id: IdempotencyKey): Promise<Answer> {
    let group = this.groups.get(brand.id);
    if (!group) {
      const apply = (tx: Tx, items: readonly KeyedBatch[]) => this.write(tx, items);
      group = new GroupCommit(this.db, 'imports.openBatches', apply, sizeOf);
      this.groups.set(brand.id, group);
    }
    return group.submit({ id, brand, batch });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.groups.values()].map((group) => group.close()));
  }

  private write(tx: Tx, items: readonly KeyedBatch[]): Promise<Answer[]> {
    const ids = items.map(({ id }) => id);
    return this.idempotency.withinAll(tx, ids, async (fresh): Promise<Summaries[]> => {
      const batches = fresh.map((index) => items[index] as KeyedBatch);
      const brand = batches[0]?.brand;
      if (!brand) return [];
      const outcomes = await this.ingest.ingestIn(
        tx,
        brand,
        batches.map(({ batch }) => batch),
      );
      return outcomes.map(({ events, orders, refunds }) => ({
        events: summaryOf(events),
        orders: summaryOf(orders),
        refunds: summaryOf(refunds),
      }));
    });
  }
}

const sizeOf = ({ batch }: KeyedBatch): number =>
  1 + batch.events.length + batch.orders.length + batch.refunds.length;
