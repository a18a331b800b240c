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
 * old to new, with the late ones late. @param told the share of rows that are in
 */
export async function deliver(
  app: INestApplicationContext,
  brand: Brand,
  story: Story,
  told: (share: number) => void,
): Promise<void> {
  const ingest = app.get(IngestService, { strict: false });
  const batches = batchesOf(story);
  for (const [i, batch] of batches.entries()) {
    mustAllStand(await ingest.ingest(brand, batch));
    told((i + 1) / batches.length);
  }
}

function batchesOf({ events, orders, refunds }: Story): Batch[] {
  const rows = [
    ...events.map(({ arrivesAtMs, row }) => ({ arrivesAtMs, kind: 'events' as const, row })),
    ...orders.map(({ arrivesAtMs, row }) => ({ arrivesAtMs, kind: 'orders' as const, row })),
    ...refunds.map(({ arrivesAtMs, row }) => ({ arrivesAtMs, kind: 'refunds' as const, row })),
  ].sort((a, b) => a.arrivesAtMs - b.arrivesAtMs);
  const batches: Batch[] = [];
  for (const [i, one] of rows.entries()) {
    if (i % ROWS_PER_BATCH === 0) batches.push({ events: [], orders: [], refunds: [] });
    const batch = batches.at(-1) as Batch; // The first row opens the first batch.
    if (one.kind === 'events') batch.events.push(one.row);
    else if (one.kind === 'orders') batch.orders.push(one.row);
    else batch.refunds.push(one.row);
  }
  return batches;
}

/** The rows are our own: one that is refused is a fault of the story, and the demo must not go on without it. */
function mustAllStand({ events, orders, refunds }: BatchOutcomes): void {
  for (const outcome of [...events, ...orders, ...refunds]) {
    if (outcome.outcome === 'rejected')
      throw new Error(`The story has a row that is refused: ${outcome.code} ${outcome.field ?? ''}`);
  }
}
