import { IngestService, type BatchOutcomes } from '../modules/imports';
import type { Moment, Stage } from './stage';
import type { Story } from './story';

/** Rows of all kinds that are handed in together: one transaction each. */
const ROWS_PER_BATCH = 2_000;

interface Batch {
  readonly events: Story['events'][number]['row'][];
  readonly orders: Story['orders'][number]['row'][];
  readonly refunds: Story['refunds'][number]['row'][];
  /** When the last of its rows had arrived. */
  readonly atMs: number;
}

type Arrival =
  | (Story['events'][number] & { readonly kind: 'events' })
  | (Story['orders'][number] & { readonly kind: 'orders' })
  | (Story['refunds'][number] & { readonly kind: 'refunds' });

/**
 * Tells the story as it happened: rows in the order of arrival, as the brand's systems would have handed them in, the
 * late ones late, and the moments of the programme between them, each at its instant.
 * @param moments earliest first
 * @param before is report how far the story has come, before each batch
 * @param report hears every tenth of the rows that is in, in percent
 */
export async function deliver(
  stage: Stage,
  moments: readonly Moment[],
  before: (nowMs: number) => Promise<void>,
  report: (percent: number) => void,
): Promise<void> {
  const { events, orders, refunds } = stage.cast.story;
  const rows = events.length + orders.length + refunds.length;
  let done = 0;
  for (const next of interwoven(stage.cast.story, moments)) {
    stage.clock.set(next.atMs);
    if ('play' in next) {
      await next.play();
      continue;
    }
    await before(next.atMs);
    mustAllStand(await stage.get(IngestService).ingest(stage.brand, next));
    const size = next.events.length + next.orders.length + next.refunds.length;
    const tenthsBy = (count: number): number => Math.floor((count * 10) / rows);
    if (tenthsBy(done + size) > tenthsBy(done)) report(tenthsBy(done + size) * 10);
    done += size;
  }
}

/** Batches and moments in the order of time. A batch ends before a moment, and where somebody buys after a refund. */
function* interwoven(story: Story, moments: readonly Moment[]): Generator<Batch | Moment> {
  const coming = [...moments];
  let rows: Arrival[] = [];
  // Orders of a batch are written before its refunds: who buys after a refund finds that refund written.
  let refunded = new Set<string>();
  for (const row of arrivalsOf(story)) {
    const isFull = rows.length === ROWS_PER_BATCH || (row.kind === 'orders' && refunded.has(row.person));
    const isAfter = coming[0] !== undefined && coming[0].atMs <= row.arrivesAtMs;
    if ((isFull || isAfter) && rows.length > 0) {
      yield batchOf(rows);
      [rows, refunded] = [[], new Set()];
    }
    for (let first = coming[0]; first && first.atMs <= row.arrivesAtMs; first = coming[0]) {
      yield first;
      coming.shift();
    }
    rows.push(row);
    if (row.kind === 'refunds') refunded.add(row.person);
  }
  if (rows.length > 0) yield batchOf(rows);
  yield* coming;
}

function arrivalsOf({ events, orders, refunds }: Story): Arrival[] {
  return [
    ...events.map((event) => ({ ...event, kind: 'events' as const })),
    ...orders.map((order) => ({ ...order, kind: 'orders' as const })),
    ...refunds.map((refund) => ({ ...refund, kind: 'refunds' as const })),
  ].sort((a, b) => a.arrivesAtMs - b.arrivesAtMs);
}

function batchOf(rows: readonly Arrival[]): Batch {
  return {
    events: rows.flatMap((one) => (one.kind === 'events' ? [one.row] : [])),
    orders: rows.flatMap((one) => (one.kind === 'orders' ? [one.row] : [])),
    refunds: rows.flatMap((one) => (one.kind === 'refunds' ? [one.row] : [])),
    atMs: rows.at(-1)?.arrivesAtMs ?? 0,
  };
}

/** The rows are our own: one that is refused is a fault of the story, and the demo must not go on without it. */
function mustAllStand({ events, orders, refunds }: BatchOutcomes): void {
  for (const outcome of [...events, ...orders, ...refunds]) {
    if (outcome.outcome === 'rejected')
      throw new Error(`The story has a row that is refused: ${outcome.code} ${outcome.field ?? ''}`);
  }
}
