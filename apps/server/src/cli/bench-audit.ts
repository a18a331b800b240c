import { setTimeout as pause } from 'node:timers/promises';
import type { AccountRef } from '@liuliang/domain';
import { BrandsService } from '../modules/brands';
import { Ledger, type LedgerPosting } from '../modules/ledger';
import { AuditService } from '../modules/ledger-audit';
import type { Tx } from '../platform/db/statements';
import { withCounted, type BenchReport } from './bench/judge';
import type { CaseResult } from './bench/harness';
import { watchMachine } from './bench/machine';
import { rank } from './bench/median';
import { readByKey } from './bench/lots-world.queries';
import type { Scratch } from './bench/scratch';

/** What a caller may wait at most while an audit runs, and what the process may grow to. */
const [WAIT_MS_MAX, RSS_MB_MAX] = [100, 1_024];
const POSTINGS_AT_ONCE = 2_048;
/** Of the postings an eighth is of four guides, who have the longest histories; up to so many. */
const [GUIDES, GUIDE_POSTINGS_MAX] = [4, 65_000];
const POSTINGS_EACH = 10;
const EVERY_MS = 20;
const QUIET_MS = 10_000;
const PROGRESS_EVERY = 250_000;
const MB = 2 ** 20;

/**
 * The audit of everything beside traffic of the same process: a member's balance is read and points are posted every
 * 20 ms, and a wait begins when its turn was due.
 * @param entries of the ledger, two of each posting
 */
export async function benchAudit(
  scratch: Scratch,
  say: (text: string) => void,
  entries: number,
): Promise<BenchReport> {
  const { platform, app, cpu } = scratch;
  const world = await AuditWorld.fill(scratch, entries / 2, say);
  const [calm, beside] = ['traffic, quiet', 'traffic, beside the audit'];
  const machine = watchMachine(cpu);
  const quiet = await beats(world, pause(QUIET_MS));
  const startedMs = performance.now();
  const running = app.get(AuditService, { strict: false }).run(null);
  const beset = await beats(world, running);
  const { ok, checks } = await running;
  const seconds = (performance.now() - startedMs) / 1_000;
  const faults = checks.filter((check) => !check.ok);
  if (!ok) throw new Error(`The audit found faults: ${JSON.stringify(faults).slice(0, 500)}`);
  say(`${entries} entries in ${seconds.toFixed(1)} s, at most ${beset.rssMb} MB, ${quiet.rssMb} MB before`);
  say(`longest wait ${quiet.longestMs} ms quiet, ${beset.longestMs} ms beside the audit`);
  const report: BenchReport = {
    name: 'audit',
    engine: platform.db.engine,
    machine: machine(),
    results: [
      { case: calm, ...quiet.result },
      { case: beside, ...beset.result },
    ],
    ratios: {
      entriesPerSecond: Math.round(entries / seconds),
      longestWaitMsQuiet: quiet.longestMs,
      longestWaitMs: beset.longestMs,
      rssMb: beset.rssMb,
    },
    limits: [],
    budget: [],
    ok: true,
  };
  return withCounted(report, [
    { ratio: `${WAIT_MS_MAX} ms/longest wait`, need: 1, got: toHundredth(WAIT_MS_MAX / beset.longestMs) },
    { ratio: `${RSS_MB_MAX} MB/memory`, need: 1, got: toHundredth(RSS_MB_MAX / beset.rssMb) },
  ]);
}

interface Beaten {
  readonly result: Omit<CaseResult, 'case'>;
  readonly longestMs: number;
  readonly rssMb: number;
}

/** Lets traffic go on at a steady pace until something else is done. */
async function beats(world: AuditWorld, until: Promise<unknown>): Promise<Beaten> {
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  until.then(end, end);
  const waitsMs: number[] = [];
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  let rssMb = 0;
  for (let beat = 1; !isOver; beat += 1) {
    const dueMs = startedMs + beat * EVERY_MS;
    await pause(Math.max(0, dueMs - performance.now()));
    await world.beat();
    waitsMs.push(performance.now() - dueMs);
    rssMb = Math.max(rssMb, Math.round(process.memoryUsage.rss() / MB));
  }
  const sorted = Float64Array.from(waitsMs).sort();
  const seconds = (performance.now() - startedMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    result: {
      perSecond: toHundredth(waitsMs.length / seconds),
      perCpuSecond: toHundredth(waitsMs.length / ((user + system) / 1e6)),
      p50Ms: toHundredth(rank(sorted, 0.5)),
      p99Ms: toHundredth(rank(sorted, 0.99)),
    },
    longestMs: toHundredth(sorted.at(-1) ?? 0),
    rssMb,
  };
}

/** A brand whose members and guides have earned again and again, by our own postings. */
class AuditWorld {
  private number = 0;

  private constructor(
    private readonly scratch: Scratch,
    private readonly brandId: number,
    private readonly members: number,
  ) {}

  static async fill(scratch: Scratch, postings: number, say: (text: string) => void): Promise<AuditWorld> {
    const { app } = scratch;
    const brand = await app.get(BrandsService, { strict: false }).create({ code: 'bench', name: 'Bench' });
    if (!brand) throw new Error('The database of a bench is empty');
    const ofGuides = Math.min(GUIDE_POSTINGS_MAX, Math.floor(postings / 8));
    const members = Math.ceil((postings - ofGuides) / POSTINGS_EACH);
    const world = new AuditWorld(scratch, brand.id, members);
    for (let written = 0; written < postings;) {
      const count = Math.min(POSTINGS_AT_ONCE, postings - written);
      await world.post(count, (i) => world.earning(written + i < ofGuides));
      if (written % PROGRESS_EVERY > (written + count) % PROGRESS_EVERY) say(`${written + count} postings`);
      written += count;
    }
    return world;
  }

  /** What somebody at the counter does: a balance is read, and points are earned. */
  async beat(): Promise<void> {
    await this.scratch.platform.db.read((reader) => readByKey(reader, this.brandId, this.someMember()));
    await this.post(1, () => this.earning(false));
  }

  private async post(count: number, posting: (i: number) => LedgerPosting): Promise<void> {
    const ledger = this.scratch.app.get(Ledger, { strict: false });
    const postings = Array.from({ length: count }, (_, i) => posting(i));
    const results = await this.scratch.platform.db.run('bench.audit', (tx: Tx) => ledger.post(tx, postings));
    for (const one of results) if (!one.ok) throw new Error(`A posting was refused: ${one.error.code}`);
  }

  /** Walks over all members in an order that no index likes. */
  private someMember(): number {
    return 1 + ((this.number * 7_919) % this.members);
  }

  private earning(isGuide: boolean): LedgerPosting {
    this.number += 1;
    const account: AccountRef = isGuide
      ? {
          ownerKind: 'guide',
          ownerId: 1 + (this.number % GUIDES),
          asset: 'guide_points',
          bucket: 'available',
        }
      : { ownerKind: 'member', ownerId: this.someMember(), asset: 'points', bucket: 'available' };
    const { asset } = account;
    const nowMs = this.scratch.platform.db.nowMs();
    return {
      brandId: this.brandId,
      key: `bench:${this.number}`,
      kind: 'earn',
      reference: { kind: 'event', id: String(this.number) },
      entries: [
        { account, amount: 5 },
        { account: { ownerKind: 'system', ownerId: 0, asset, bucket: 'issuance' }, amount: -5 },
      ],
      occurredAtMs: nowMs,
      explanation: {},
    };
  }
}

const toHundredth = (value: number): number => Number(value.toFixed(2));
