import { FIVE_R, FOREVER, layerCodes, NEVER } from '@liuliang/domain';
import { FIRST_DAY, HistoryWorld, noonOf, type Happening } from '../../testing/history-world';
import { openTestServer, testEngine, type TestServer } from '../../testing/test-server';
import { insertRows, type Reader, type Value } from '../../platform/db/statements';
import { FactsService } from './facts.service';
import { LayersService } from './layers.service';
import { LayersQueries } from './layers.queries';
import { CustomerListQueries } from './customer-list.queries';
import { rulesOf } from './rules';
import { Snapshots } from './snapshots';
import { StarService } from './star.service';

const event = (subject: number, day: number, depth: Happening['depth'], channel = 1): Happening => {
  return { kind: 'event', subject, day, channel, depth, amountFen: 0 };
};
const order = (subject: number, day: number, amountFen = 100): Happening => {
  return { kind: 'order', subject, day, channel: 1, depth: 'touch', amountFen };
};

let server: TestServer;
let world: HistoryWorld;
let layers: LayersService;

beforeAll(async () => {
  // Ten days after the story ends, so that its days are finished.
  server = await openTestServer(noonOf(FIRST_DAY + 34));
  layers = server.get(LayersService);
});
beforeEach(async () => {
  world = await HistoryWorld.open(server);
});
afterAll(() => server.close());

const named = (counts: readonly number[] | undefined): Record<string, number> =>
  Object.fromEntries(
    layerCodes(FIVE_R).flatMap((code, layer) => (counts?.[layer] ? [[code, counts[layer]]] : [])),
  );
const on = async (day: number, scope = 0): Promise<Record<string, number>> =>
  named((await layers.series(world.brand, scope, [day])).get(day));

describe('counts kept for charts', () => {
  it('are what the facts say, kept or not, and follow late facts', async () => {
    await world.receive([event(0, FIRST_DAY, 'deep'), event(1, FIRST_DAY + 5, 'touch')]);
    for (const _ of ['counted', 'kept']) {
      expect(await on(FIRST_DAY + 4)).toEqual({ none: 4, R3: 1 });
      expect(await on(FIRST_DAY + 5)).toEqual({ none: 3, R1: 1, R3: 1 });
    }
    await world.receive([event(2, FIRST_DAY + 5, 'shallow')]);
    expect(await on(FIRST_DAY + 4)).toEqual({ none: 4, R3: 1 });
    expect(await on(FIRST_DAY + 5)).toEqual({ none: 2, R1: 1, R2: 1, R3: 1 });
    expect(await on(FIRST_DAY + 5, 1)).toEqual({ none: 2, R1: 1, R2: 1, R3: 1 });
    expect(await on(FIRST_DAY + 5, 2)).toEqual({ none: 5 });
  });

  it('never hold today, which is not over', async () => {
    const today = layers.today(world.brand);
    expect(await on(today)).toEqual({ none: 5 });
    await world.receive([event(0, today, 'deep')]);
    expect(await on(today)).toEqual({ none: 4, R3: 1 });
  });

  it('wait for facts that are under way, and so never miss them', async () => {
    let commit = (): void => undefined;
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    const started = new Promise<void>((hasStarted) => {
      void server.platform.db.run('test.slow', async (tx) => {
        await server.get(FactsService).apply(tx, world.brand, {
          facts: [{ customerId: world.customers[0] ?? 0, channel: 1, day: FIRST_DAY, depth: 'deep' }],
          purchases: new Map(),
          totals: [],
        });
        hasStarted();
        await mayCommit;
      });
    });
    await started;
    const asked = on(FIRST_DAY);
    setTimeout(commit, 50);
    await asked;
    expect(await on(FIRST_DAY)).toEqual({ none: 4, R3: 1 });
  });

  it('are not kept by a fill whose mark was taken away or over', async () => {
    const store = server.get(Snapshots);
    const copy = { brandId: world.brand.id, scope: 0, model: 'm' };
    const { run } = server.platform.db;
    const inTx = run.bind(server.platform.db);
    const claim = (filler: number) => inTx('test.claim', (tx) => store.claim(tx, copy, FIRST_DAY, filler));
    const mark = (filler: number) => inTx('test.mark', (tx) => store.mark(tx, copy, [FIRST_DAY], filler));
    await mark(7);
    await world.receive([event(0, FIRST_DAY, 'deep')]);
    expect(await claim(7)).toBe(false);
    await mark(8);
    await mark(9);
    expect([await claim(8), await claim(9)]).toEqual([false, true]);
  });
});

describe('a merge', () => {
  it('puts two histories together, so that one person is counted once and buys as one', async () => {
    await world.receive([order(0, FIRST_DAY), order(1, FIRST_DAY + 3), event(1, FIRST_DAY, 'deep')]);
    const [kept = 0, alias = 0] = world.customers;
    await server.platform.db.run('test.merge', async (tx) => {
      await tx.exec('UPDATE customer SET alias_of = ? WHERE id = ?', [kept, alias]);
      await server.get(FactsService).refold(tx, world.brand, kept);
    });
    expect(await on(FIRST_DAY + 3)).toEqual({ none: 3, R5: 1 });
    const facts = server.get(FactsService);
    expect(await facts.compare(world.brand.id)).toEqual({ customers: 4, differences: 0 });
    const period = { fromDay: FIRST_DAY, toDay: FIRST_DAY + 5, scope: 0 };
    const report = await server.get(StarService).report(world.brand, period);
    expect(report.ok && report.value.R.byLayer['R4']).toMatchObject({ buyers: 1, conversion: 1 });

    await server.platform.db.run('test.unmerge', async (tx) => {
      await tx.exec('UPDATE customer SET alias_of = 0 WHERE id = ?', [alias]);
      await facts.refold(tx, world.brand, kept);
      await facts.refold(tx, world.brand, alias);
    });
    expect(await on(FIRST_DAY + 3)).toEqual({ none: 3, R4: 2 });
    expect(await facts.compare(world.brand.id)).toEqual({ customers: 5, differences: 0 });
  });
});

describe('rebuilding', () => {
  it('mends facts that somebody damaged, and then finds nothing more to mend', async () => {
    await world.receive([
      order(0, FIRST_DAY),
      event(1, FIRST_DAY, 'deep'),
      event(2, FIRST_DAY + 1, 'touch', 2),
    ]);
    await server.platform.db.run('test.damage', async (tx) => {
      const [first = 0, second = 0] = world.customers;
      await tx.exec('UPDATE customer_day SET purchase_days = 9 WHERE customer_id = ?', [first]);
      await tx.exec('DELETE FROM customer_total WHERE customer_id = ?', [second]);
    });
    const facts = server.get(FactsService);
    expect((await facts.compare(world.brand.id)).differences).toBe(3);
    expect((await facts.rebuild(world.brand.id)).differences).toBe(3);
    expect((await facts.compare(world.brand.id)).differences).toBe(0);
    expect(await on(FIRST_DAY)).toEqual({ none: 3, R3: 1, R4: 1 });
  });
});

describe('a brand of nobody', () => {
  it('has rates that are unknown, not zero', async () => {
    const report = await server
      .get(StarService)
      .report(world.brand, { fromDay: FIRST_DAY, toDay: FIRST_DAY + 1, scope: 0 });
    expect(
      report.ok && [report.value.S.total.growth, report.value.A.stay['R1'], report.value.T.from['R5']],
    ).toEqual([null, null, null]);
    expect(report.ok && report.value.R.total).toMatchObject({
      conversion: null,
      repurchaseRate: null,
      spendPerBuyerFen: null,
    });
  });
});

describe('every question about layers finds its rows by an index', () => {
  const place = { brandId: 1, scope: 0 };
  const lastDay = FIRST_DAY + 50;

  /** Enough rows that a server engine weighs its indexes: 3,000 customers with 6 days each, the last still in force. */
  beforeAll(async () => {
    const rows = Array.from({ length: 3_000 }, (_, customer) => factsOf(customer + 1)).flat();
    const columns = [
      'brand_id',
      'scope',
      'customer_id',
      'day',
      'next_day',
      'last_touch_day',
      'last_shallow_day',
    ];
    const more = ['last_deep_day', 'last_purchase_day', 'purchase_days'];
    await server.platform.db.run('test.fill', async (tx) => {
      await insertRows(tx, 'customer_day', [...columns, ...more], rows);
    });
    if (testEngine === 'mariadb') await server.platform.db.source.query('ANALYZE TABLE customer_day');
  });

  const factsOf = (customer: number): number[][] =>
    Array.from({ length: 6 }, (_, i) => {
      const [day, nextDay] = [
        FIRST_DAY + 10 * i - (customer % 10),
        FIRST_DAY + 10 * (i + 1) - (customer % 10),
      ];
      return [1, 0, customer, day, i === 5 ? FOREVER : nextDay, day, NEVER, NEVER, NEVER, 0];
    });

  const plan = async (ask: (reader: Reader) => Promise<unknown>): Promise<string> => {
    const asked: [string, readonly Value[]][] = [];
    return server.platform.db.read(async (reader) => {
      const spy: Reader = {
        dialect: reader.dialect,
        mayWrite: true,
        nowMs: () => reader.nowMs(),
        query: async (sql, values = []) => void asked.push([sql, values]) as never,
      };
      await ask(spy).catch(() => undefined);
      const [sql, values] = asked[0] ?? ['', []];
      const verb = testEngine === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
      return JSON.stringify(await reader.query(`${verb} ${sql}`, values));
    });
  };
  const rules = rulesOf({
    config: { layerModel: '5r', windows: { interaction: 90, purchase: 365 } },
  } as never);

  it('the counts of a day never leave the covering index', async () => {
    const text = await plan((reader) => server.get(LayersQueries).counts(reader, place, lastDay, rules));
    expect(text).toMatch(
      testEngine === 'sqlite' ? /USING COVERING INDEX ix_customer_day/ : /ix_customer_day.*Using index/,
    );
  });

  it('the layers of some customers are read by their keys', async () => {
    const ids = Array.from({ length: 300 }, (_, i) => i + 1);
    const text = await plan((reader) =>
      server.get(LayersQueries).layersOf(reader, place, ids, lastDay, rules),
    );
    expect(text).toMatch(
      testEngine === 'sqlite'
        ? /sqlite_autoindex_customer_day_1 \(brand_id=\? AND scope=\? AND customer_id=\?/
        : /"key":"PRIMARY"/,
    );
  });

  const everything = {
    brandId: 1,
    storeScope: [1],
    isMember: true,
    tier: 2,
    channel: 1,
    layer: { number: 3, day: lastDay, rules },
    spentFen: { from: 1, to: 9 },
    lastSeenMs: { from: 1, to: 9 },
  };
  const filters = [{ brandId: 1, storeScope: null }, everything];
  const walks = filters.flatMap((filter) =>
    [false, true].map((isOldestFirst) => [isOldestFirst, filter] as const),
  );

  it.each(walks)(
    'a list of customers is read in its order, turned round: %s, by %j',
    async (isOldestFirst, filter) => {
      const page = { after: { value: 5, id: 5 }, limit: 20, isOldestFirst };
      const list = server.get(CustomerListQueries);
      const inOrder: [string, (reader: Reader) => Promise<unknown>][] = [
        ['customer_total_brand_id_last_seen_at_ms', (reader) => list.seen(reader, filter, 'lastSeen', page)],
        ['customer_total_brand_id_paid_fen', (reader) => list.seen(reader, filter, 'spent', page)],
        ['customer_brand_id_joined_at_ms', (reader) => list.byJoining(reader, filter, page)],
      ];
      for (const [index, ask] of inOrder) {
        const text = await plan(ask);
        expect(text).toContain(`ix_${index}`);
        expect(text).not.toMatch(/USE TEMP B-TREE|Using filesort|MATERIALIZE/);
      }
    },
  );
});
