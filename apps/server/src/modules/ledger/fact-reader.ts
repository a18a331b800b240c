import { Injectable } from '@nestjs/common';
import {
  appendTo,
  groupedBy,
  partsHeld,
  type ClawbackPolicy,
  type PointsFact,
  type ToldRefund,
} from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { MergesService } from '../members';
import {
  anyLot,
  anyTransaction,
  ledgerAccounts,
  ledgerEntries,
  ledgerTransactions,
  lotMoves,
  pointsHolds,
  pointsLots,
  type HoldRow,
  type LotRow,
  type TransactionRow,
} from './entities';
import { FactRows, type FactSums } from './fact-rows';
import { dueOf, isOfEarning, type Settles } from './fact-terms';
import { effectOf } from './lot-reader';
import { LedgerQueries } from './queries';

/** What the ledger has to be told of the programme. */
export interface ProgrammeFacts {
  /** What becomes of points that are owed and cannot be taken. */
  policy(reader: Reader, brandId: number, atMs: number): Promise<ClawbackPolicy>;
  /** What each refund of these orders made undue, by key of the earning, whatever was taken then. */
  refunds(
    reader: Reader,
    brandId: number,
    orderIds: readonly number[],
  ): Promise<ReadonlyMap<string, readonly ToldRefund[]>>;
  /**
   * Whether what became known at an instant counts by when it happened (`settle`); else what was posted stands, and it
   * counts as of the instant at which it became known (`keep`).
   */
  settles(reader: Reader, brandId: number): Promise<Settles>;
}

const NO_PROGRAMME: ProgrammeFacts = {
  policy: () => Promise.resolve('unlimited'),
  refunds: () => Promise.resolve(new Map()),
  settles: () => Promise.resolve(() => true),
};

/** One member and everybody whom they ever were merged with: what is known of their points. */
export interface KnownFacts {
  readonly ownerIds: readonly number[];
  readonly facts: readonly PointsFact[];
  readonly policy: ClawbackPolicy;
  /** What the books say so far, where facts may say otherwise. */
  readonly sums: FactSums;
  readonly lots: readonly LotRow[];
  readonly holds: readonly HoldRow[];
  /** The fact behind each lot; 0 for a debt. */
  readonly rootOf: ReadonlyMap<number, number>;
  /** What open holds keep, lot by lot. */
  readonly heldParts: ReadonlyMap<number, ReadonlyMap<number, number>>;
}

interface OwnedPosting {
  readonly ownerId: number;
  readonly row: TransactionRow;
}

/** Reads the facts of members' points back from what was posted for them. */
@Injectable()
export class FactReader {
  private programme = NO_PROGRAMME;

  constructor(
    private readonly merges: MergesService,
    private readonly queries: LedgerQueries,
  ) {}

  /** Lets the area that knows the rules say what the programme makes of facts. */
  programmeBy(programme: ProgrammeFacts): void {
    this.programme = programme;
  }

  /** Whether what becomes known at an instant counts by when it happened, so that late facts change what was posted. */
  async settles(reader: Reader, brandId: number, knownAtMs: number): Promise<boolean> {
    return (await this.programme.settles(reader, brandId))(knownAtMs);
  }

  /** Members with all whom they ever were merged with, each once. */
  async families(reader: Reader, brandId: number, memberIds: readonly number[]): Promise<number[][]> {
    const merges = await this.merges.everOf(reader, brandId, memberIds);
    const familyOf = new Map<number, Set<number>>(memberIds.map((id) => [id, new Set([id])]));
    for (const { keptId, aliasId } of merges) {
      const both = new Set([...(familyOf.get(keptId) ?? [keptId]), ...(familyOf.get(aliasId) ?? [aliasId])]);
      for (const id of both) familyOf.set(id, both);
    }
    return [...new Set(familyOf.values())].map((ids) => [...ids].sort((a, b) => a - b));
  }

  /** Everything of some families, in their order; nothing is locked here. */
  async read(
    reader: Reader,
    brandId: number,
    families: readonly (readonly number[])[],
  ): Promise<KnownFacts[]> {
    const owned = { ownerKind: 'member', ownerId: families.flat(), asset: 'points' } as const;
    const lots = await pointsLots.select(reader, brandId, owned, { order: 'id' });
    const holds = await pointsHolds.select(reader, brandId, owned, { order: 'id' });
    const postings = await this.postings(reader, brandId, families.flat(), lots);
    const entries = groupedBy(
      await this.queries.entriesOf(reader, [...new Set(postings.map(({ row }) => row.id))]),
      (entry) => entry.transactionId,
    );
    const merges = (await this.merges.everOf(reader, brandId, families.flat())).filter(
      ({ state }) => state === 'done',
    );
    const foreign = await foreignLots(reader, lots);
    const heldParts = await partsOfHolds(reader, holds);
    const settles = await this.programme.settles(reader, brandId);
    const all = families.map((family) => {
      const owners = new Set(family);
      const own = new Map(
        postings.filter(({ ownerId }) => owners.has(ownerId)).map(({ row }) => [row.id, row]),
      );
      return new FactRows({
        owners,
        transactions: [...own.values()].sort((a, b) => a.id - b.id),
        entries,
        lots: lots.filter(({ ownerId }) => owners.has(ownerId)),
        holds: holds.filter(({ ownerId }) => owners.has(ownerId)),
        merges: merges.filter(({ aliasId }) => owners.has(aliasId)),
        foreign,
        settles,
      });
    });
    const orderIds = all.flatMap((rows) => rows.orderIds());
    const refunds = await this.programme.refunds(reader, brandId, [...new Set(orderIds)]);
    const policy = await this.programme.policy(reader, brandId, reader.nowMs());
    return all.map((rows, i) => ({
      ownerIds: families[i] as readonly number[],
      facts: rows.facts(refunds),
      policy,
      sums: rows.sums(),
      holds: rows.holds,
      lots: rows.lots,
      rootOf: rows.roots(),
      heldParts,
    }));
  }

  /** Every posting about these owners' points, with whose it is: those too that left with them all that was due. */
  private async postings(
    reader: Reader,
    brandId: number,
    ownerIds: readonly number[],
    lots: readonly LotRow[],
  ): Promise<OwnedPosting[]> {
    const owned = { ownerKind: 'member', ownerId: ownerIds, asset: 'points' } as const;
    const accounts = await ledgerAccounts.select(reader, brandId, owned, { columns: ['id', 'ownerId'] });
    const ownerOf = new Map(accounts.map((account) => [account.id, account.ownerId]));
    const lines = await ledgerEntries.select(
      reader,
      { accountId: [...ownerOf.keys()] },
      { columns: ['accountId', 'transactionId'] },
    );
    const touched = [
      ...lines.map((line) => ({ ownerId: ownerOf.get(line.accountId) as number, id: line.transactionId })),
      ...lots.map(({ ownerId, openedBy }) => ({ ownerId, id: openedBy })),
    ];
    const rows = await anyTransaction.select(reader, { id: [...new Set(touched.map(({ id }) => id))] });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const postings = touched.flatMap(({ ownerId, id }) => {
      const row = byId.get(id);
      return row ? [{ ownerId, row }] : [];
    });
    return [
      ...postings,
      ...(await this.leftWithThem(reader, brandId, postings)),
      ...(await this.ofFunders(reader, brandId, ownerIds)),
    ];
  }

  /** What put only the accounts of funders right after facts of these owners. */
  private async ofFunders(
    reader: Reader,
    brandId: number,
    ownerIds: readonly number[],
  ): Promise<OwnedPosting[]> {
    const about = { referenceKind: 'member', referenceId: ownerIds, kind: 'settle' } as const;
    const rows = await ledgerTransactions.select(reader, brandId, about);
    return rows.map((row) => ({ ownerId: row.referenceId, row }));
  }

  /** What took something back of these earnings and moved no account of the owner: all of it was written off. */
  private async leftWithThem(
    reader: Reader,
    brandId: number,
    postings: readonly OwnedPosting[],
  ): Promise<OwnedPosting[]> {
    const left: OwnedPosting[] = [];
    // A gift's reference is a level, which many have.
    const earned = postings.filter(({ row }) => row.kind === 'earn' && row.referenceKind !== 'tier');
    for (const [referenceKind, own] of groupedBy(earned, ({ row }) => row.referenceKind)) {
      const earnerOf = new Map(own.map(({ ownerId, row }) => [row.referenceId, ownerId]));
      const about = {
        referenceKind,
        referenceId: [...earnerOf.keys()],
        kind: ['clawback', 'settle'],
      } as const;
      const rows = await ledgerTransactions.select(reader, brandId, about);
      const taken = rows.filter((row) => dueOf(row) !== null || isOfEarning(row));
      appendTo(
        left,
        taken.map((row) => ({ ownerId: earnerOf.get(row.referenceId) as number, row })),
      );
    }
    return left;
  }
}

/** Lots of others that a transfer carried over to these owners: they say the end that went with the points. */
async function foreignLots(reader: Reader, lots: readonly LotRow[]): Promise<ReadonlyMap<number, LotRow>> {
  const known = new Set(lots.map(({ id }) => id));
  const ids = lots.map(({ carriedFrom }) => carriedFrom).filter((id) => id !== 0 && !known.has(id));
  const rows = await anyLot.select(reader, { id: [...new Set(ids)] });
  return new Map(rows.map((row) => [row.id, row]));
}

async function partsOfHolds(reader: Reader, holds: readonly HoldRow[]): Promise<KnownFacts['heldParts']> {
  const open = holds.filter(({ state }) => state === 'open');
  const heldBys = open.map(({ heldBy }) => heldBy);
  const moved = groupedBy(
    await lotMoves.select(reader, { transactionId: heldBys }),
    (move) => move.transactionId,
  );
  const opened = groupedBy(await anyLot.select(reader, { openedBy: heldBys }), (lot) => lot.openedBy);
  return new Map(
    open.map(({ id, heldBy }) => {
      const effects = {
        opened: (opened.get(heldBy) ?? []).map((lot) => ({ lotId: lot.id, amount: lot.amount })),
        moved: (moved.get(heldBy) ?? []).map(effectOf),
      };
      return [id, new Map(partsHeld(effects).map(({ lotId, points }) => [lotId, points]))];
    }),
  );
}
