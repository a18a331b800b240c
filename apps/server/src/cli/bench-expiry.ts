import { LedgerJobs, PointsReads, type PointsHolder } from '../modules/ledger';
import {
  callAgain,
  fullPace,
  judge,
  measure,
  quickPace,
  type BenchCase,
  type BenchReport,
  type CaseResult,
} from './bench/harness';
import {
  countExpired,
  insertOwners,
  insertSource,
  readByKey,
  type InventedLot,
  type InventedOwner,
} from './bench/lots-world.queries';
import type { Scratch } from './bench/scratch';

const BRAND = 1;
const LOTS_EACH = 5;
const OWNERS_PER_BATCH = 400;
const PROGRESS_EVERY = 100_000;
/** What expires in one night, and how long a night's job may take for it. */
const EXPIRING = 100_000;
const NIGHT_MS = 60_000;
const READERS = 8;
const PAGE = 20;
const DAY_MS = 86_400_000;
const POINTS = 100;

/**
 * A night of expiries and the reads of a member's screen, beside a great many lots: every member has five, and of the
 * first hundred thousand members one lot has just expired.
 */
export async function benchExpiry(
  scratch: Scratch,
  quick: boolean,
  say: (text: string) => void,
  members: number,
): Promise<BenchReport> {
  const { platform, app, cpu } = scratch;
  const world = new LotsWorld(scratch, members);
  await world.fill(say);
  const expiring = await platform.db.run('bench.count', (tx) =>
    countExpired(tx, BRAND, platform.clock.nowMs()),
  );
  const night = await onceMeasured(`ours, expiry of ${expiring} lots`, expiring, scratch, () =>
    app.get(LedgerJobs, { strict: false }).settleDue(),
  );
  const left = await platform.db.run('bench.count', (tx) => countExpired(tx, BRAND, platform.clock.nowMs()));
  if (left > 0) throw new Error(`${left} lots were left behind`);
  say(`${expiring} lots expired`);
  const reads = [world.limitCase('limit, two rows by key'), world.screenCase('ours, balance and a page')];
  const rounds = await measure(reads, quick ? quickPace : fullPace, cpu, say);
  const report = judge('expiry', platform.db.engine, rounds, [
    {
      ratio: 'ours/limit, balance and a page',
      of: 'ours, balance and a page',
      to: 'limit, two rows by key',
      by: 'perSecond',
    },
  ]);
  const got = Number(((night.perSecond * NIGHT_MS) / 1000 / EXPIRING).toFixed(2));
  const budget = [{ ratio: 'ours/night of 100,000 in 60 s', need: 1, got, ok: got >= 1 }];
  return { ...report, results: [night, ...report.results], budget, ok: budget.every(({ ok }) => ok) };
}

async function onceMeasured(
  name: string,
  done: number,
  { cpu }: Scratch,
  work: () => Promise<unknown>,
): Promise<CaseResult> {
  const cpuBefore = cpu.secondsUsed();
  const startedAt = performance.now();
  await work();
  const ms = performance.now() - startedAt;
  const perSecond = Number(((done * 1000) / ms).toFixed(1));
  const perCpuSecond = Number((done / (cpu.secondsUsed() - cpuBefore)).toFixed(1));
  return { case: name, perSecond, perCpuSecond, p50Ms: Number(ms.toFixed(2)), p99Ms: Number(ms.toFixed(2)) };
}

/** Members with lots, written as their postings would have left them. */
class LotsWorld {
  private readonly writer = 99;
  private readonly nowMs: number;
  private sequence = 0;
  private turn = 0;

  constructor(
    private readonly scratch: Scratch,
    private readonly members: number,
  ) {
    this.nowMs = scratch.platform.clock.nowMs();
  }

  async fill(say: (text: string) => void): Promise<void> {
    const { db, ids } = this.scratch.platform;
    const accountId = ids.next();
    await db.run('bench.source', (tx) => insertSource(tx, BRAND, accountId, this.writer));
    for (let first = 1; first <= this.members; first += OWNERS_PER_BATCH) {
      const size = Math.min(OWNERS_PER_BATCH, this.members - first + 1);
      const versionBefore = this.sequence;
      const owners = Array.from({ length: size }, (_, i) => this.invent(first + i));
      const source = { accountId, writer: this.writer, versionBefore };
      await db.run('bench.fill', (tx) => insertOwners(tx, BRAND, source, owners));
      const last = first + size - 1;
      if (last % PROGRESS_EVERY < OWNERS_PER_BATCH) say(`${last} members, ${this.sequence} lots`);
    }
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
      const isDue = i === 0 && id <= EXPIRING;
      this.sequence += 1;
      return {
        id: ids.next(),
        transactionId: ids.next(),
        sequence: this.sequence,
        points: POINTS + i,
        openedAtMs: this.nowMs - (365 - i * 60) * DAY_MS,
        expiresAtMs: this.nowMs + (isDue ? -1 : (30 + i * 60 + (id % 30)) * DAY_MS),
      };
    });
    return { id, accountId: ids.next(), lots };
  }
}
