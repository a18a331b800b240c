import type { AccountRef } from '@liuliang/domain';
import { Ledger, type LedgerPosting } from '../modules/ledger';
import { GroupCommit } from '../platform/db/group-commit';
import type { Tx } from '../platform/db/statements';
import { callAgain, fullPace, measure, quickPace, type BenchCase } from './bench/harness';
import { judge, type BenchReport } from './bench/judge';
import {
  insertAccounts,
  postNaively,
  writeBlindly,
  type BareAccount,
  type BarePosting,
} from './bench/ledger-limits.queries';
import type { Scratch } from './bench/scratch';

const BRAND = 1;
/** Members that the uniform cases spread over. */
const MEMBERS = 20_000;
const BATCH = 2048;
const FEW = 64;
/** Chains of the cases that are not ours; below them are the nodes' own. */
const WRITERS = { blind: 100, naive: 101 } as const;

/** What 64 callers must not wait longer than, on one account or on many. */
const patience = ['uniform', 'hot'].map((spread) => ({
  ratio: `100 ms/p99, ${FEW} callers, ${spread}`,
  of: `ours, ${FEW} callers, ${spread}`,
  p99MsMax: 100,
  limit: `limit, ${spread}`,
}));

/**
 * The ledger against a blind write of the same rows and against naive row locking, each over many members and on a
 * single hot one. Every case has accounts of its own, on the same tables.
 */
export async function benchLedger(
  scratch: Scratch,
  quick: boolean,
  say: (text: string) => void,
): Promise<BenchReport> {
  const { platform, cpu } = scratch;
  const blind = await Bare.open(scratch, WRITERS.blind);
  const naive = await Bare.open(scratch, WRITERS.naive);
  const cases = [
    blindCase(scratch, 'limit, uniform', blind, false),
    blindCase(scratch, 'limit, hot', blind, true),
    naiveCase(scratch, `naive, ${FEW} callers, uniform`, naive, false),
    naiveCase(scratch, `naive, ${FEW} callers, hot`, naive, true),
    ...[FEW, BATCH].flatMap((callers) =>
      [false, true].map((isHot) =>
        ourCase(scratch, `ours, ${callers} callers, ${isHot ? 'hot' : 'uniform'}`, callers, isHot),
      ),
    ),
  ];
  await openAccounts(scratch);
  if (!cpu.countsEngine && platform.db.engine !== 'sqlite') {
    say('The database server runs elsewhere: processor time counts our own side only.');
  }
  const measured = await measure(cases, quick ? quickPace : fullPace, cpu, say);
  const [uniform, hot] = [`ours, ${BATCH} callers, uniform`, `ours, ${BATCH} callers, hot`];
  const [limit, limitHot] = ['limit, uniform', 'limit, hot'];
  const [naiveUniform, naiveHot] = [`naive, ${FEW} callers, uniform`, `naive, ${FEW} callers, hot`];
  return judge('ledger', platform.db.engine, measured, {
    ratios: [
      { ratio: 'ours/limit', of: uniform, to: limit, by: 'perCpuSecond', need: 0.5 },
      { ratio: 'ours/limit, hot', of: hot, to: limitHot, by: 'perCpuSecond' },
      { ratio: 'ours/naive, hot', of: hot, to: naiveHot, by: 'perSecond', need: 8, limit: limitHot },
      { ratio: 'ours/naive, uniform', of: uniform, to: naiveUniform, by: 'perSecond', limit },
    ],
    patience,
  });
}

/** Postings as bare rows, for the cases that do without our ledger. */
class Bare {
  private sequence = 0;

  private constructor(
    private readonly scratch: Scratch,
    private readonly members: readonly BareAccount[],
    private readonly system: BareAccount,
    readonly writer: number,
  ) {}

  static async open(scratch: Scratch, writer: number): Promise<Bare> {
    const { db, ids } = scratch.platform;
    const memberIds = Array.from({ length: MEMBERS }, () => ids.next());
    return db.run('bench.accounts', async (tx) => {
      const [system] = await insertAccounts(tx, BRAND, 'system', writer, [ids.next()]);
      const members = await insertAccounts(tx, BRAND, 'member', 0, memberIds);
      return new Bare(scratch, members, system as BareAccount, writer);
    });
  }

  next(isHot: boolean): BarePosting {
    const sequence = (this.sequence += 1);
    const member = this.members[isHot ? 0 : spread(sequence)] as BareAccount;
    const key = Buffer.from(`bench:${this.writer}:${sequence}`);
    return {
      id: this.scratch.platform.ids.next(),
      lotId: this.scratch.platform.ids.next(),
      brandId: BRAND,
      key,
      sequence,
      accounts: [member, this.system],
    };
  }
}

/** Walks over all members in an order that no index likes. 7,919 is prime, so everybody has a turn. */
const spread = (turn: number): number => (turn * 7919) % MEMBERS;

function blindCase({ platform }: Scratch, name: string, bare: Bare, isHot: boolean): BenchCase {
  const batch = async (): Promise<void> => {
    const postings = Array.from({ length: BATCH }, () => bare.next(isHot));
    await platform.db.run('bench.blind', (tx) => writeBlindly(tx, postings, bare.writer));
  };
  return { name, run: (forMs) => callAgain(1, forMs, batch, BATCH) };
}

function naiveCase({ platform }: Scratch, name: string, bare: Bare, isHot: boolean): BenchCase {
  const post = async (): Promise<void> => {
    const posting = bare.next(isHot);
    await platform.db.run('bench.naive', (tx) => postNaively(tx, posting, bare.writer));
  };
  return { name, run: (forMs) => callAgain(FEW, forMs, post) };
}

let number = 0;

/** The ledger's part of the ingest door: callers that meet share a transaction, which posts for all of them. */
function ledgerGroup({ app, platform }: Scratch) {
  const ledger = app.get(Ledger, { strict: false });
  const post = (tx: Tx, postings: readonly LedgerPosting[]) => ledger.post(tx, postings);
  return new GroupCommit(platform.db, 'bench.ours', post);
}

/** Gives every member a first posting: the other cases have their accounts from the start. */
async function openAccounts(scratch: Scratch): Promise<void> {
  const group = ledgerGroup(scratch);
  await Promise.all(
    Array.from({ length: MEMBERS }, (_, member) => group.submit(earningOf(FIRST_MEMBER + member))),
  );
}

/** Members of our cases; the one before them is the hot one. */
const FIRST_MEMBER = 2;

function earningOf(memberId: number): LedgerPosting {
  number += 1;
  return {
    brandId: BRAND,
    key: `bench:${number}`,
    kind: 'earn',
    reference: { kind: 'event', id: String(number) },
    entries: [
      {
        account: { ownerKind: 'member', ownerId: memberId, asset: 'points', bucket: 'available' },
        amount: 5,
      },
      { account: issuance, amount: -5 },
    ],
    occurredAtMs: number,
    explanation: {},
  };
}

const issuance: AccountRef = { ownerKind: 'system', ownerId: 0, asset: 'points', bucket: 'issuance' };

function ourCase(scratch: Scratch, name: string, callers: number, isHot: boolean): BenchCase {
  const group = ledgerGroup(scratch);
  const post = () => group.submit(earningOf(isHot ? FIRST_MEMBER - 1 : FIRST_MEMBER + spread(number)));
  return { name, run: (forMs) => callAgain(callers, forMs, post) };
}
