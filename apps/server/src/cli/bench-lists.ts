import { dayOf, formatDay } from '@liuliang/domain';
import { CustomerListService, type ListQuery } from '../modules/customer-admin/list.service';
import { MyCustomersService } from '../modules/guides/my-customers.service';
import type { CustomerOrder, CustomerPlace } from '../modules/insights';
import { ListFilesService } from '../modules/list-files/service';
import { ListWriter } from '../modules/list-files/writer';
import {
  AUTHENTICATOR,
  type Authenticator,
  type CustomerPrincipal,
  type OperatorPrincipal,
} from '../platform/http';
import { callAgain, fullPace, measure, quickPace, type BenchCase } from './bench/harness';
import { judge, withCounted, type BenchReport } from './bench/judge';
import { COMMON_SURNAME, furnish, nameOfNumber, RARE_SURNAME } from './bench/lists-world';
import { barePage } from './bench/lists-world.queries';
import { MembersWorld } from './bench/members-world';
import type { Scratch } from './bench/scratch';

const SORTS: readonly CustomerOrder[] = ['lastSeen', 'spent', 'joined'];
const PAGE = 20;
const FAR_PAGE = 50;
const P99_MS_MAX = 300;
/** What a process may come to while it writes a file, however long that is. */
const FILE_MB_MAX = 512;
const LIMIT = 'limit, keyset page';
const MB = 1024 * 1024;

/**
 * Lists at a number of members: each sort with each common filter, the first page and the fiftieth, names looked for, a
 * guide's own 5,000 customers, beside a bare page along an index; and the whole list as a file, with the memory it takes.
 */
export async function benchLists(
  scratch: Scratch,
  quick: boolean,
  say: (text: string) => void,
  members: number,
): Promise<BenchReport> {
  const world = await ListsWorld.make(scratch, members, say);
  const cases = [world.bareCase(), ...(await world.pageCases()), ...world.nameCases(), ...world.guideCases()];
  const measured = await measure(cases, quick ? quickPace : fullPace, scratch.cpu, say);
  const ours = cases.map(({ name }) => name).filter((name) => name !== LIMIT);
  const report = judge('lists', scratch.platform.db.engine, measured, {
    ratios: ours.map((of) => ({ ratio: `ours/limit, ${of}`, of, to: LIMIT, by: 'perSecond' })),
    patience: ours.map((of) => ({ ratio: `p99 of ${of}`, of, p99MsMax: P99_MS_MAX, limit: LIMIT })),
  });
  const peakMb = await world.file(say);
  const memory = Number((FILE_MB_MAX / peakMb).toFixed(2));
  return withCounted(report, [{ ratio: 'memory while a file is written', need: 1, got: memory }]);
}

class ListsWorld {
  private constructor(
    private readonly scratch: Scratch,
    private readonly operator: OperatorPrincipal,
    private readonly guide: CustomerPrincipal,
    private readonly filters: Readonly<Record<string, ListQuery>>,
  ) {}

  static async make(scratch: Scratch, members: number, say: (text: string) => void): Promise<ListsWorld> {
    const world = await MembersWorld.make(scratch, members, say);
    const guide = await callerOf(scratch, world.guides[0]?.token ?? '');
    const operator = await callerOf(scratch, world.operator);
    if (guide.kind !== 'customer' || !guide.guide || operator.kind !== 'operator')
      throw new Error('Nobody is signed in to look at lists');
    await furnish(scratch, world, members, guide.guide.guideId, say);
    await scratch.platform.db.source.query(
      scratch.platform.db.engine === 'sqlite'
        ? 'ANALYZE'
        : 'ANALYZE TABLE customer, customer_total, customer_day, customer_tier, customer_name_gram, guide_binding',
    );
    const today = dayOf(scratch.platform.clock.nowMs(), world.brand.timeZone);
    const filters = {
      all: {},
      layer: { layer: 'R4' },
      tier: { tier: 2 },
      store: { store: 'S7' },
      channel: { channel: 'pos' },
      spend: { spentFromFen: 100_000, spentToFen: 150_000 },
      seen: { seenFrom: formatDay(today - 120), seenTo: formatDay(today - 90) },
      'store and tier': { store: 'S7', tier: 2 },
    };
    return new ListsWorld(scratch, operator, guide, filters);
  }

  bareCase(): BenchCase {
    const { db } = this.scratch.platform;
    const read = () => db.read((reader) => barePage(reader, this.operator.brandId, PAGE + 1));
    return this.readCase(LIMIT, read);
  }

  /** Every sort with every filter, at the beginning and far down. */
  async pageCases(): Promise<BenchCase[]> {
    const cases: BenchCase[] = [];
    for (const by of SORTS) {
      for (const [name, filter] of Object.entries(this.filters)) {
        const query = { ...filter, by };
        cases.push(this.readCase(`${by}, ${name}, page 1`, () => this.page(query, null)));
        const far = await this.placeOf(query);
        if (far) cases.push(this.readCase(`${by}, ${name}, page ${FAR_PAGE}`, () => this.page(query, far)));
      }
    }
    return cases;
  }

  nameCases(): BenchCase[] {
    const whole = nameOfNumber(4_321);
    const sought = {
      'a common surname': COMMON_SURNAME,
      'a rare surname': RARE_SURNAME,
      'two signs': whole.slice(1),
      'three signs': whole,
    };
    return Object.entries(sought).map(([name, search]) =>
      this.readCase(`name, ${name}`, () => this.page({ search }, null)),
    );
  }

  guideCases(): BenchCase[] {
    const mine = this.scratch.app.get(MyCustomersService, { strict: false });
    const asks = {
      'first page': {},
      'by level': { tier: 3 },
      'by a rare surname': { search: RARE_SURNAME },
      'by the end of a number': { search: '0001' },
      'not bought lately': { notBoughtDays: 30 },
    };
    return Object.entries(asks).map(([name, asked]) =>
      this.readCase(`my customers, ${name}`, () =>
        mine.list(this.guide, asked, { after: null, limit: PAGE }),
      ),
    );
  }

  /** The whole list as a file, written and fetched once. @returns what the process came to, in megabytes */
  async file(say: (text: string) => void): Promise<number> {
    const { app } = this.scratch;
    const files = app.get(ListFilesService, { strict: false });
    const keys = ['customer', 'name', 'layer', 'tier', 'joined', 'orders', 'spent', 'points', 'lastSeen'];
    const columns = keys.map((key) => ({ key, title: key }));
    const asked = { list: 'customers', title: 'members', filters: {}, columns, language: 'en' } as const;
    const made = await files.ask(this.operator, { ...asked, columns });
    if (!made.ok) throw new Error(`A file was refused: ${made.error.code}`);
    const fileId = this.scratch.platform.publicIds.encode('lfl', made.value.id);
    const memory = watchMemory();
    const written = await timed(() => app.get(ListWriter, { strict: false }).runDue());
    const row = await files.byId(this.operator, fileId);
    const fetched = await timed(async () => {
      const content = await files.open(this.operator, fileId);
      if (!content.ok) throw new Error(`A file was not there: ${content.error.code}`);
      for await (const _ of content.value) continue;
    });
    const peakMb = memory();
    const rows = row.ok ? row.value.lineCount : 0;
    say(`${rows} rows were written in ${written} s and fetched in ${fetched} s, at most ${peakMb} MB`);
    return peakMb;
  }

  private readCase(name: string, read: () => Promise<unknown>): BenchCase {
    return { name, run: (forMs) => callAgain(1, forMs, async () => void (await read())) };
  }

  private page(query: ListQuery, after: CustomerPlace | null) {
    const list = this.scratch.app.get(CustomerListService, { strict: false });
    return list.list(this.operator, query, { after, limit: PAGE });
  }

  /** Where the fiftieth page begins; null when the list is shorter. */
  private async placeOf(query: ListQuery): Promise<CustomerPlace | null> {
    const list = this.scratch.app.get(CustomerListService, { strict: false });
    const before = { after: null, limit: PAGE * (FAR_PAGE - 1) };
    return (await list.list(this.operator, query, before)).next;
  }
}

async function callerOf({ app }: Scratch, token: string) {
  const found = await app.get<Authenticator>(AUTHENTICATOR, { strict: false }).bearer(token);
  if (!found.ok) throw new Error(`A token of the bench was refused: ${found.error.code}`);
  return found.value;
}

/** @returns how much memory the process had at most since, in megabytes */
function watchMemory(): () => number {
  let most = 0;
  const look = (): void => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 50);
  look();
  return () => {
    clearInterval(timer);
    look();
    return Math.round(most / MB);
  };
}

async function timed(work: () => Promise<unknown>): Promise<string> {
  const startedAt = performance.now();
  await work();
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}
