import { BrandsService, type Brand } from '../modules/brands';
import { IngestService, type RawRow } from '../modules/imports';
import { callAgain, fullPace, measure, quickPace, type BenchCase } from './bench/harness';
import { judge, type BenchReport } from './bench/judge';
import { writeEventsBlindly } from './bench/ingest-limits.queries';
import type { Scratch } from './bench/scratch';

const BATCH = 2_000;
const CUSTOMERS_PER_BATCH = 400;
/** Batches that go by before the same people come again: 4,800 customers in all. */
const CROWDS = 12;
/** Connectors that send side by side, each for people of its own. */
const SENDERS = 2;
/** Durable events per second, in batches (DESIGN 9). */
const EVENTS_PER_SECOND_MIN = 10_000;

const TYPES = ['page.landed', 'product.viewed', 'product.viewed', 'mini.opened', 'cart.added'];
const CHANNELS = ['wechat_mini', 'tmall', 'pos'];
const DAY_MS = 86_400_000;

/**
 * Events from raw rows to durable facts, in batches, against the bare rows of the same events. Ours judges every row,
 * finds or makes the customer behind it, knows what came before, and folds the facts of layers in the same transaction.
 */
export async function benchIngest(
  { platform, app, cpu }: Scratch,
  quick: boolean,
  say: (text: string) => void,
): Promise<BenchReport> {
  const brand = await app.get(BrandsService, { strict: false }).create({ code: 'bench', name: 'Bench' });
  if (!brand) throw new Error('The brand of the bench was there already');
  const ingest = app.get(IngestService, { strict: false });
  const news = new News(platform.clock.nowMs());
  const cases: BenchCase[] = [
    {
      name: 'limit, bare rows',
      run: (forMs) => callAgain(SENDERS, forMs, () => writeBatch(platform, brand, news), BATCH),
    },
    {
      name: 'ours, events',
      run: (forMs) => callAgain(SENDERS, forMs, () => bring(ingest, brand, news.batch()), BATCH),
    },
  ];
  const measured = await measure(cases, quick ? quickPace : fullPace, cpu, say);
  const [of, limit] = ['ours, events', 'limit, bare rows'];
  return judge('ingest', platform.db.engine, measured, {
    ratios: [{ ratio: 'ours/limit', of, to: limit, by: 'perCpuSecond', need: 0.35 }],
    floors: [{ ratio: 'events per second', of, perSecondMin: EVENTS_PER_SECOND_MIN, limit }],
  });
}

async function bring(ingest: IngestService, brand: Brand, events: readonly RawRow[]): Promise<void> {
  const outcomes = await ingest.ingest(brand, { events, orders: [], refunds: [] });
  const lost = outcomes.events.filter(({ outcome }) => outcome !== 'accepted').length;
  if (lost > 0) throw new Error(`${lost} events of the bench were not accepted`);
}

function writeBatch(platform: Scratch['platform'], brand: Brand, news: News): Promise<void> {
  const events = news.batch().map((row, i) => ({
    id: platform.ids.next(),
    key: String(row['event_id']),
    customerId: i % CUSTOMERS_PER_BATCH,
    type: String(row['type']),
    occurredAtMs: platform.clock.nowMs(),
  }));
  return platform.db.run('bench.blind', (tx) => writeEventsBlindly(tx, brand.id, events));
}

/** Events of the last three days by one crowd after the other, never the same twice. */
class News {
  private batches = 0;

  constructor(private readonly nowMs: number) {}

  batch(): RawRow[] {
    this.batches += 1;
    const number = this.batches;
    return Array.from({ length: BATCH }, (_, i) => ({
      event_id: `b${number}-${i}`,
      identity_kind: 'tmall_ouid',
      identity: `crowd${number % CROWDS}-${i % CUSTOMERS_PER_BATCH}`,
      type: TYPES[(number + i) % TYPES.length],
      occurred_at: new Date(this.nowMs - ((number * 7 + i) % 3) * DAY_MS).toISOString(),
      channel: CHANNELS[i % CHANNELS.length],
      store: '',
      item: `item${i % 50}`,
    }));
  }
}
