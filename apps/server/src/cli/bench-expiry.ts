import { LedgerJobs, PointsReads, type PointsHolder } from '../modules/ledger';
import { callAgain, fullPace, measure, quickPace, type BenchCase, type Round } from './bench/harness';
import { judge, type BenchReport } from './bench/judge';
import {
  countExpired,
  insertOwners,
  insertSource,
  makeDue,
  readByKey,
  type InventedLot,
  type InventedOwner,
} from './bench/lots-world.queries';
import type { Scratch } from './bench/scratch';

const BRAND = 1;
const LOTS_EACH = 5;
const OWNERS_PER_BATCH = 400;
const PROGRESS_EVERY = 100_000;
/** Lots that expire in one round, and how many a second a night of 100,000 in a minute needs. */
const EXPIRING = 20_000;
const EXPIRIES_PER_SECOND_MIN = 1_667;
const READERS = 8;
const PAGE = 20;
const DAY_MS = 86_400_000;
const POINTS = 100;

/**
 * Expiries by the night's job and the reads of a member's screen, beside a great many lots: every member has five, and
 * in each round the first lot of some more members has just expired.
 */
export async function benchExpiry(
  scratch: Scratch,
  quick: boolean,
  say: (text: string) => void,
  members: number,
): Promise<BenchReport> {
  const { platform, cpu } = scratch;
  const world = new LotsWorld(scratch, members);
  await world.fill(say);
  const [night, bareRows] = ['ours, expiry', 'limit, bare rows of lots'];
  const [screen, twoRows] = ['ours, balance and a page', 'limit, two rows by key'];
  const cases = [
    world.bareCase(bareRows),
    world.nightCase(night),
    world.limitCase(twoRows),
    world.screenCase(screen),
  ];
  const measured = await measure(cases, quick ? quickPace : fullPace, cpu, say);
  return judge('expiry', platform.db.engine, measured, {
    ratios: [
      { ratio: 'ours/limit, expiry', of: night, to: bareRows, by: 'perSecond' },
      { ratio: 'ours/limit, balance and a page', of: screen, to: twoRows, by: 'perSecond' },
    ],
    floors: [
      { ratio: 'expiries per second', of: night, perSecondMin: EXPIRIES_PER_SECOND_MIN, limit: bareRows },
    ],
  });
}

/** Members with lots, written as their postings would have left them. */
class LotsWorld {
  private readonly writer = 99;
  private readonly nowMs: number;
  private readonly sourceId: number;
  private sequence = 0;
  private turn = 0;
  private written = 0;
  private expired = 0;

  constructor(
    private readonly scratch: Scratch,
    private readonly members: number,
  ) {
    this.nowMs = scratch.platform.clock.nowMs();
    this.sourceId = scratch.platform.ids.next();
  }

  async fill(say: (text: string) => void): Promise<void> {
    const { db } = this.scratch.platform;
    await db.run('bench.source', (tx) => insertSource(tx, BRAND, this.sourceId, this.writer));
    while (this.written < this.members) {
      await this.writeOwners(Math.min(OWNERS_PER_BATCH, this.members - this.written));
      if (this.written % PROGRESS_EVERY < OWNERS_PER_BATCH)
        say(`${this.written} members, ${this.sequence} lots`);
    }
  }

  private async writeOwners(count: number): Promise<void> {
    const source = { accountId: this.sourceId, writer: this.writer, versionBefore: this.sequence };
    const owners = Array.from({ length: count }, (_, i) => this.invent(this.written + i + 1));
    await this.scratch.platform.db.run('bench.fill', (tx) => insertOwners(tx, BRAND, source, owners));
    this.written += count;
  }

  /** The rows of postings that open a lot, as a whole transaction each time. */
  bareCase(name: string): BenchCase {
    const write = (): Promise<void> => this.writeOwners(OWNERS_PER_BATCH);
    return { name, run: (forMs) => callAgain(1, forMs, write, OWNERS_PER_BATCH * LOTS_EACH) };
  }

  /** One run of the job, however long it takes, over lots that came due before the clock runs. */
  nightCase(name: string): BenchCase {
    const { app, platform } = this.scratch;
    const { db } = platform;
    // Enough members for every round and the warming up.
    const expiring = Math.min(EXPIRING, Math.floor(this.members / (fullPace.rounds + 1)));
    const countDue = (): Promise<number> =>
      db.run('bench.count', (tx) => countExpired(tx, BRAND, platform.clock.nowMs()));
    return {
      name,
      prepare: async () => {
        const range = { first: this.expired + 1, last: this.expired + expiring, points: POINTS };
        await db.run('bench.due', (tx) => makeDue(tx, BRAND, range, this.nowMs - 1));
        this.expired += expiring;
      },
      run: async (): Promise<Round> => {
        const startedAt = performance.now();
        await app.get(LedgerJobs, { strict: false }).settleDue();
        const waitsMs = [performance.now() - startedAt];
        if ((await countDue()) > 0) throw new Error('Lots that are due were left behind');
        return { done: expiring, waitsMs };
      },
    };
  }

  /** The two statements of a member's screen. */
  screenCase(name: string): BenchCase {
    const { app, platform } = this.scratch;
    const reads = app.get(PointsReads, { strict: false });
    const screen = async (): Promise<void> => {
      const holder: PointsHolder = {
        brandId: BRAND,
        ownerKind: 'member',
        ownerId: this.someMember(),
        asset: 'points',
      };
      await platform.db.read(async (reader) => {
        await reads.balanceOf(reader, holder);
        await reads.history(reader, holder, null, PAGE);
      });
    };
    return { name, run: (forMs) => callAgain(READERS, forMs, screen) };
  }

  limitCase(name: string): BenchCase {
    const { db } = this.scratch.platform;
    const read = (): Promise<void> => db.read((reader) => readByKey(reader, BRAND, this.someMember()));
    return { name, run: (forMs) => callAgain(READERS, forMs, read) };
  }

  /** Walks over all members in an order that no index likes; 7,919 is prime. */
  private someMember(): number {
    this.turn += 7919;
    return (this.turn % this.members) + 1;
  }

  private invent(id: number): InventedOwner {
    const { ids } = this.scratch.platform;
    const lots = Array.from({ length: LOTS_EACH }, (_, i): InventedLot => {
      this.sequence += 1;
      return {
        id: ids.next(),
        transactionId: ids.next(),
        sequence: this.sequence,
        points: POINTS + i,
        openedAtMs: this.nowMs - (365 - i * 60) * DAY_MS,
        expiresAtMs: this.nowMs + (30 + i * 60 + (id % 30)) * DAY_MS,
      };
    });
    return { id, accountId: ids.next(), lots };
  }
}
