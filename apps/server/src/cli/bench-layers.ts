import {
  dayStartMs,
  totalOfEvent,
  WHOLE_BRAND,
  type Day,
  type Depth,
  type EventFact,
  type FactsChange,
} from '@liuliang/domain';
import { BrandsService, type Brand } from '../modules/brands';
import { FactsService, LayerLists, LayersService, rulesOf } from '../modules/insights';
import { fullPace, measure, quickPace, type BenchCase, type Round } from './bench/harness';
import { judge, type BenchReport } from './bench/judge';
import {
  countInForce,
  customerIds,
  refreshStatistics,
  writeFactsBarely,
  type BareFact,
} from './bench/layers-limits.queries';
import type { Scratch } from './bench/scratch';
import { inventCustomer, InventedWriter } from './generate';
import { SeededChance } from './generate/seeded-chance';

const CUSTOMERS_PER_BATCH = 500;
const EVENTS_PER_BATCH = 2_000;
const EVENTS_PER_CUSTOMER = 10;
/** Of a hundred customers, so many do something on a day: 20 events a year each. */
const ACTIVE_IN_HUNDRED = 5.5;
const DEPTHS: readonly Depth[] = ['touch', 'shallow', 'deep'];
const FLOW_DAYS = 30;

/**
 * Layers at a number of customers. A layer day: one day's events taken into the facts in batches, against the same
 * rows written bare. Reading: the counts of a day, the list that is kept of a finished day, and a flow of 30 days between
 * two such lists or by the rows, against counting the rows alone.
 */
export async function benchLayers(
  scratch: Scratch,
  quick: boolean,
  say: (text: string) => void,
  customers: number,
): Promise<BenchReport> {
  const world = await BenchWorld.make(scratch, customers, say);
  const cases = [
    world.dayCase('limit, layer day', (batch) => world.writeBarely(batch)),
    world.dayCase('ours, layer day', (batch) => world.apply(batch)),
    world.readCase('limit, rows of a day', () => world.countRows()),
    world.readCase('ours, counts of a day', () => world.counts()),
    world.readCase('ours, list of a day', () => world.keepList()),
    world.flowCase(`ours, flow of ${FLOW_DAYS} days`),
    world.readCase('ours, flow without lists', () => world.countedFlow()),
  ];
  const pace = quick ? quickPace : fullPace;
  // A day is a round, however long it takes, and reading once is as good as reading often.
  const measured = await measure(cases, { ...pace, roundMs: 1, warmUpMs: 1 }, scratch.cpu, say);
  const by = 'perSecond';
  return judge('layers', scratch.platform.db.engine, measured, {
    ratios: [
      { ratio: 'ours/limit, layer day', of: 'ours, layer day', to: 'limit, layer day', by, need: 0.8 },
      { ratio: 'ours/limit, counts', of: 'ours, counts of a day', to: 'limit, rows of a day', by },
      {
        ratio: 'ours/limit, flow',
        of: `ours, flow of ${FLOW_DAYS} days`,
        to: 'limit, rows of a day',
        by,
        need: 0.4,
      },
    ],
  });
}

interface DayBatch {
  readonly change: FactsChange;
  /** What the bare case writes. */
  readonly facts: readonly BareFact[];
  readonly seen: readonly { readonly customerId: number; readonly atMs: number }[];
}

/** A brand whose days go by as the rounds do. */
class BenchWorld {
  private readonly chance = new SeededChance(1, 1);

  private constructor(
    private readonly scratch: Scratch,
    private readonly brand: Brand,
    private readonly ids: readonly number[],
    private readonly channels: readonly number[],
    private day: Day,
  ) {}

  static async make(scratch: Scratch, customers: number, say: (text: string) => void): Promise<BenchWorld> {
    const { app, platform } = scratch;
    const brands = app.get(BrandsService, { strict: false });
    const brand = await brands.create({ code: 'bench', name: 'bench' });
    if (!brand) throw new Error('The scratch database was not empty');
    const lastDay = app.get(LayersService, { strict: false }).today(brand);
    const invention = { seed: 1, eventsPer: EVENTS_PER_CUSTOMER, spanDays: 365, lastDay };
    const writer = await InventedWriter.open(platform, app, brand, 'facts');
    for (let first = 0; first < customers; first += CUSTOMERS_PER_BATCH) {
      const size = Math.min(CUSTOMERS_PER_BATCH, customers - first);
      await writer.write(Array.from({ length: size }, (_, i) => inventCustomer(invention, first + i)));
      if (first > 0 && first % 50_000 === 0) say(`${first} customers made`);
    }
    await platform.db.run('bench.statistics', (tx) => refreshStatistics(tx));
    return platform.db.read(async (reader) => {
      const channels = [...(await brands.channels(reader, brand.id)).values()];
      return new BenchWorld(scratch, brand, await customerIds(reader, brand.id), channels, lastDay);
    });
  }

  /** A case that takes in one more day per round; the day is made up before the clock runs. */
  dayCase(name: string, write: (batch: DayBatch) => Promise<void>): BenchCase {
    let batches: DayBatch[] = [];
    return {
      name,
      prepare: async () => {
        batches = await this.nextDay();
      },
      run: async (): Promise<Round> => {
        const waitsMs: number[] = [];
        for (const batch of batches) waitsMs.push(await timed(() => write(batch)));
        return { done: batches.reduce((sum, batch) => sum + batch.change.facts.length, 0), waitsMs };
      },
    };
  }

  /** A case that reads everybody once per round. */
  readCase(name: string, read: () => Promise<unknown>): BenchCase {
    return { name, run: async () => ({ waitsMs: [await timed(read)], done: this.ids.length }) };
  }

  apply({ change }: DayBatch): Promise<void> {
    return this.scratch.platform.db.run('bench.apply', (tx) => this.facts.apply(tx, this.brand, change));
  }

  writeBarely({ facts, seen }: DayBatch): Promise<void> {
    return this.scratch.platform.db.run('bench.bare', (tx) =>
      writeFactsBarely(tx, this.brand.id, facts, seen),
    );
  }

  countRows(): Promise<unknown> {
    return this.scratch.platform.db.read((reader) => countInForce(reader, this.brand.id, this.day));
  }

  counts(): Promise<unknown> {
    const { place, rules, layers } = this;
    return this.scratch.platform.db.read((reader) => layers.counts(reader, place, this.day, rules));
  }

  /** What the night does once for a day that is over. */
  keepList(): Promise<unknown> {
    return this.lists.keep(this.place, this.day, this.rules);
  }

  /** A flow between two days that are over, of which the night has kept the lists. */
  flowCase(name: string): BenchCase {
    const { place, rules } = this;
    return {
      ...this.readCase(name, () => this.flow(this.day)),
      prepare: async () => {
        const days = await this.lists.missing(place, [this.day - FLOW_DAYS, this.day], rules);
        for (const day of days) await this.lists.keep(place, day, rules);
      },
    };
  }

  /** As `flow`, between days of which one is not kept: today, say. */
  countedFlow(): Promise<unknown> {
    return this.flow(this.day - 1);
  }

  private flow(toDay: Day): Promise<unknown> {
    const { place, rules, layers } = this;
    const period = { ...place, fromDay: toDay - FLOW_DAYS, toDay, rules };
    return this.scratch.platform.db.read((reader) => layers.flow(reader, period));
  }

  /** Each customer is in one batch of a day at most, so that the rows of all batches can be told in advance. */
  private async nextDay(): Promise<DayBatch[]> {
    this.day += 1;
    const active = this.someCustomers(Math.ceil((this.ids.length * ACTIVE_IN_HUNDRED) / 100));
    const batches: DayBatch[] = [];
    for (let start = 0; start < active.length; start += EVENTS_PER_BATCH) {
      batches.push(await this.batchOf(active.slice(start, start + EVENTS_PER_BATCH)));
    }
    return batches;
  }

  private async batchOf(customers: readonly number[]): Promise<DayBatch> {
    const atMs = dayStartMs(this.day, this.brand.timeZone);
    const facts = customers.map((customerId): EventFact => {
      const channel = this.channels[this.chance.below(this.channels.length)] ?? 1;
      return { customerId, channel, day: this.day, depth: DEPTHS[this.chance.below(3)] ?? 'touch' };
    });
    const totals = customers.map((customerId) => totalOfEvent(customerId, atMs));
    const change = { facts, purchases: new Map<number, never[]>(), totals };
    const rows = await this.scratch.platform.db.read((reader) =>
      this.facts.preview(reader, this.brand, change),
    );
    return { change, facts: rows, seen: customers.map((customerId) => ({ customerId, atMs })) };
  }

  private someCustomers(count: number): number[] {
    const chosen = new Set<number>();
    while (chosen.size < count) chosen.add(this.ids[this.chance.below(this.ids.length)] ?? 0);
    return [...chosen];
  }

  private get place() {
    return { brandId: this.brand.id, scope: WHOLE_BRAND };
  }

  private get rules() {
    return rulesOf(this.brand);
  }

  private get lists(): LayerLists {
    return this.scratch.app.get(LayerLists, { strict: false });
  }

  private get layers(): LayersService {
    return this.scratch.app.get(LayersService, { strict: false });
  }

  private get facts(): FactsService {
    return this.scratch.app.get(FactsService, { strict: false });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
