import type { INestApplicationContext } from '@nestjs/common';
import type { Brand } from '../modules/brands';
import { IngestService, type BatchOutcomes } from '../modules/imports';
import type { Story } from './story';

/** Rows of all kinds that are handed in together: one transaction each. */
const ROWS_PER_BATCH = 2_000;

interface Batch {
  events: Story['events'][number]['row'][];
  orders: Story['orders'][number]['row'][];
  refunds: Story['refunds'][number]['row'][];
}

/**
 * Hands the story in as the brand's systems would have: in the order of arrival, so that points histories read from
 * old to new, with the late ones late.
 * @param told hears every tenth of the rows that is in, in percent
 */
export async function deliver(
  app: INestApplicationContext,
  brand: Brand,
  story: Story,
  told: (percent: number) => void,
): Promise<void> {
  const ingest = app.get(IngestService, { strict: false });
  const batches = batchesOf(story);
  const tenthsBy = (count: number): number => Math.floor((count * 10) / batches.length);
  for (const [i, batch] of batches.entries()) {
    mustAllStand(await ingest.ingest(brand, batch));
    if (tenthsBy(i + 1) > tenthsBy(i)) told(tenthsBy(i + 1) * 10);
  }
}

function batchesOf({ events, orders, refunds }: Story): Batch[] {
  const rows = [
    ...events.map((event) => ({ ...event, kind: 'events' as const })),
    ...orders.map((order) => ({ ...order, kind: 'orders' as const })),
    ...refunds.map((refund) => ({ ...refund, kind: 'refunds' as const })),
  ].sort((a, b) => a.arrivesAtMs - b.arrivesAtMs);
  const batches: Batch[] = [];
  let [batch, size, refunded] = [emptyBatch(), 0, new Set<string>()];
  for (const one of rows) {
    // Orders of a batch are written before its refunds: who buys after a refund finds that refund written.
    if (size === ROWS_PER_BATCH || (one.kind === 'orders' && refunded.has(one.person))) {
      batches.push(batch);
      [batch, size, refunded] = [emptyBatch(), 0, new Set()];
    }
    size += 1;
    if (one.kind === 'events') batch.events.push(one.row);
    else if (one.kind === 'orders') batch.orders.push(one.row);
    else {
      batch.refunds.push(one.row);
      refunded.add(one.person);
    }
  }
  return [...batches, batch];
}

const emptyBatch = (): Batch => ({ events: [], orders: [], refunds: [] });

/** The rows are our own: one that is refused is a fault of the story, and the demo must not go on without it. */
function mustAllStand({ events, orders, refunds }: BatchOutcomes): void {
  for (const outcome of [...events, ...orders, ...refunds]) {
    if (outcome.outcome === 'rejected')
      throw new Error(`The story has a row that is refused: ${outcome.code} ${outcome.field ?? ''}`);
  }
}
