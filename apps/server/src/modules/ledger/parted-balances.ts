import { Injectable } from '@nestjs/common';
import {
  accountKey,
  accountOf,
  assert,
  hasLots,
  ownerOfAccount,
  ownerOfRow,
  partsTaken,
  reversalOf,
  type BucketPart,
  type Entry,
  type OwnerBucket,
  type OwnerRef,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import {
  anyHold,
  anyLot,
  anyTransaction,
  ledgerTransactions,
  lotMoves,
  pointsHolds,
  type HoldRow,
  type LotRow,
  type TransactionRow,
} from './entities';
import { Ledger } from './ledger';
import { effectOf } from './lot-reader';
import { accountRefOf, postingOf, type PlannedPosting } from './posting-rows';
import { LedgerQueries, type NamedEntryRow } from './queries';

/** A merge of two members, as the area of members names it. */
export interface Merge {
  readonly brandId: number;
  readonly aliasId: number;
  readonly keptId: number;
  readonly mergeId: number;
}

/** States in which a hold moves nothing any more. */
export const SETTLED = ['captured', 'released', 'lapsed'] as const;

/** What time did to a lot. */
interface ByTime {
  readonly activated: number;
  readonly expired: number;
}

const UNTOUCHED: ByTime = { activated: 0, expired: 0 };

/** What a merge carried in one lot: where it came from, and what of it is to go back there. */
interface Returned {
  readonly lot: LotRow;
  readonly pending: number;
  readonly available: number;
}

/** Takes back what a merge carried over, in the state in which it is by now. */
@Injectable()
export class PartedBalances {
  constructor(
    private readonly ledger: Ledger,
    private readonly queries: LedgerQueries,
  ) {}

  /** Keys `unmerge:<mergeId>` and `unmerge:<mergeId>:hold:<hold>`. Harmless when repeated. */
  async takeApart(tx: Tx, merge: Merge): Promise<void> {
    const { brandId, mergeId } = merge;
    const about = { referenceKind: 'merge', referenceId: mergeId } as const;
    const carried = (await ledgerTransactions.select(tx, brandId, about, { order: 'id' })).filter(isCarrying);
    if (carried.length === 0 || (await this.isApart(tx, brandId, carried))) return;
    await this.settleDue(tx, merge);
    const pieces = carried.filter((row) => holdIdOf(row) !== null);
    const holds = await anyHold.select(tx, { id: pieces.flatMap((row) => holdIdOf(row) ?? []) });
    // Holds first: what the balances leave due might lapse them.
    for (const row of [...pieces, ...carried.filter((one) => !pieces.includes(one))]) {
      const hold = holds.find(({ id }) => id === holdIdOf(row));
      const posting =
        hold && hold.state !== 'open'
          ? await this.leftOfHold(tx, row, hold)
          : await this.back(tx, merge, row, hold);
      if (!posting) continue;
      const [result] = await this.ledger.post(tx, [posting]);
      assert(result?.ok === true, 'POINTS-1', 'what a merge carried over can be taken back');
    }
    await this.returnSettledHolds(tx, carried);
  }

  private async isApart(tx: Tx, brandId: number, carried: readonly TransactionRow[]): Promise<boolean> {
    const keys = carried.map(({ postingKey }) => Buffer.from(`un${postingKey.toString('latin1')}`, 'latin1'));
    return (await this.queries.transactionsByKey(tx, brandId, keys)).length > 0;
  }

  /** What time did to what was carried is known before it goes back. */
  private async settleDue(tx: Tx, { brandId, keptId, aliasId }: Merge): Promise<void> {
    const owners = [keptId, aliasId].map((id): OwnerRef => ({
      brandId,
      owner: { kind: 'member', id },
      asset: 'points',
    }));
    await this.ledger.settleDue(tx, owners);
  }

  /** What of these lots became available and what expired since they were opened. */
  private async byTime(tx: Tx, lots: readonly LotRow[]): Promise<Map<number, ByTime>> {
    const moves = await lotMoves.select(
      tx,
      { lotId: lots.map(({ id }) => id) },
      { order: 'lot_id, version' },
    );
    const ids = [...new Set(moves.map(({ transactionId }) => transactionId))];
    const kinds = { id: ids, kind: ['activate', 'expire'] } as const;
    const rows = await anyTransaction.select(tx, kinds, { columns: ['id', 'kind'] });
    const kindOf = new Map(rows.map(({ id, kind }) => [id, kind]));
    const byTime = new Map<number, ByTime>();
    for (const { lotId, transactionId, pendingChange, remainingChange } of moves) {
      const { activated, expired } = byTime.get(lotId) ?? UNTOUCHED;
      const kind = kindOf.get(transactionId);
      if (kind === 'activate') byTime.set(lotId, { activated: activated - pendingChange, expired });
      if (kind === 'expire') byTime.set(lotId, { activated, expired: expired - remainingChange });
    }
    return byTime;
  }

  private async back(
    tx: Tx,
    merge: Merge,
    row: TransactionRow,
    hold: HoldRow | undefined,
  ): Promise<PlannedPosting | null> {
    if (hold) return this.reversal(tx, row, hold);
    const lots = await anyLot.select(tx, { openedBy: row.id }, { order: 'expires_at_ms, id' });
    const carried = lots.filter(({ amount, carriedFrom }) => amount > 0 && carriedFrom !== 0);
    const byTime = await this.byTime(tx, carried);
    const returned = carried.map((lot): Returned => {
      const { activated, expired } = byTime.get(lot.id) ?? UNTOUCHED;
      const available = (waited(lot, row) ? activated : lot.amount) - expired;
      return { lot, pending: lot.pending, available };
    });
    const entries = await this.queries.entriesOf(tx, [row.id]);
    const isAsItWas = returned.every(({ lot, pending, available }) => {
      return waited(lot, row) ? pending === lot.amount : available === lot.amount;
    });
    if (isAsItWas) return this.reversal(tx, row, undefined);
    return this.inPresentState(tx, merge, row, entries, returned);
  }

  private async inPresentState(
    tx: Tx,
    { brandId, mergeId, keptId, aliasId }: Merge,
    row: TransactionRow,
    carried: readonly NamedEntryRow[],
    returned: readonly Returned[],
  ): Promise<PlannedPosting | null> {
    const entries = backOf(
      carried
        .map((entry) => ({ account: accountRefOf(entry), amount: entry.amount }))
        .filter(({ account }) => account.ownerId === keptId),
      returned,
      aliasId,
    );
    if (entries.length === 0) return null;
    const moved = (await lotMoves.select(tx, { transactionId: row.id }, { order: 'lot_id, version' })).map(
      effectOf,
    );
    const sources = new Set(returned.map(({ lot }) => lot.carriedFrom));
    return {
      brandId,
      key: `un${row.postingKey.toString('latin1')}`,
      kind: 'merge',
      reference: { kind: 'merge', id: String(mergeId) },
      entries,
      takeFirst: returned.map(({ lot }) => lot.id),
      parts: [
        ...partsTaken({ opened: [], moved }).filter(({ lotId }) => !sources.has(lotId)),
        ...returned.flatMap(partsOf),
      ],
      occurredAtMs: tx.nowMs(),
      explanation: { mergeId },
    };
  }

  private async reversal(tx: Tx, row: TransactionRow, hold: HoldRow | undefined): Promise<PlannedPosting> {
    const entries = (await this.queries.entriesOf(tx, [row.id])).map((entry) => ({
      account: accountRefOf(entry),
      amount: entry.amount,
    }));
    const original = postingOf(row, entries, null);
    return {
      ...reversalOf(original, `un${original.key}`),
      brandId: row.brandId,
      occurredAtMs: tx.nowMs(),
      explanation: { mergeId: row.referenceId },
      ...(hold ? { carriesHold: hold.id } : {}),
    };
  }

  /** A hold that was given back since the merge: what is left of its points goes back to whose they were. */
  private async leftOfHold(tx: Tx, row: TransactionRow, hold: HoldRow): Promise<PlannedPosting | null> {
    const opened = await anyLot.select(tx, { openedBy: row.id });
    const live = opened.filter((lot) => lot.remaining > 0 && lot.expiresAtMs > tx.nowMs());
    const points = live.reduce((sum, lot) => sum + lot.remaining, 0);
    const from = (await this.queries.entriesOf(tx, [row.id])).find(({ amount }) => amount < 0);
    if (points === 0 || !from) return null;
    const alias = ownerOfAccount(row.brandId, accountRefOf(from));
    return {
      brandId: row.brandId,
      key: `unmerge:${row.referenceId}:hold:${hold.id}`,
      kind: 'merge',
      reference: { kind: 'hold', id: String(hold.id) },
      entries: [
        { account: accountOf(ownerOfRow(hold), 'available'), amount: -points },
        { account: accountOf(alias, 'available'), amount: points },
      ],
      takeFirst: live.map(({ id }) => id),
      occurredAtMs: tx.nowMs(),
      explanation: { mergeId: row.referenceId, holdId: hold.id },
    };
  }

  /** Spends of the alias from before the merge: their refunds go to the alias again. */
  private async returnSettledHolds(tx: Tx, carried: readonly TransactionRow[]): Promise<void> {
    const entries = await this.queries.entriesOf(
      tx,
      carried.map(({ id }) => id),
    );
    const aliases = new Set(entries.filter(({ amount }) => amount < 0).map((entry) => entry.ownerId));
    const kept = new Set(entries.filter(({ amount }) => amount > 0).map((entry) => entry.ownerId));
    const [first] = carried;
    if (!first) return;
    for (const keptId of kept) {
      const kepts = { ownerKind: 'member', ownerId: keptId, state: SETTLED } as const;
      const settled = await pointsHolds.select(tx, first.brandId, kepts, { order: 'id' });
      const placed = await this.queries.entriesOf(
        tx,
        settled.map(({ id }) => id),
      );
      for (const { id } of settled) {
        const placer = placed.find((entry) => entry.transactionId === id && entry.amount < 0)?.ownerId;
        const isAliases = placer !== undefined && placer !== keptId && aliases.has(placer);
        if (isAliases) await pointsHolds.set(tx, first.brandId, { id }, { ownerId: placer });
      }
    }
  }
}

/** Whether a lot was pending when it was carried over. */
const waited = ({ activatesAtMs }: LotRow, { postedAtMs }: TransactionRow): boolean =>
  activatesAtMs > postedAtMs;

/** Carried by the merge itself or late, but not what put points right because of it. */
const isCarrying = ({ kind, postingKey }: TransactionRow): boolean =>
  kind === 'merge' && postingKey.toString('latin1').startsWith('merge:');

/** What the kept one gives back: what waits still, what became available, and nothing of what expired. */
function backOf(kepts: readonly Entry[], returned: readonly Returned[], aliasId: number): Entry[] {
  const back = new Map(kepts.map(({ account, amount }) => [accountKey(account), { account, amount }]));
  for (const { account } of kepts) {
    if (!hasLots(account)) continue;
    const own = returned.filter(({ lot }) => lot.asset === account.asset);
    const sum = (of: (one: Returned) => number): number => own.reduce((total, one) => total + of(one), 0);
    const was = (bucket: OwnerBucket): number =>
      kepts.find((one) => one.account.asset === account.asset && one.account.bucket === bucket)?.amount ?? 0;
    const pending = sum((one) => one.pending);
    const gone = sum(({ lot, pending: waits, available }) => lot.amount - waits - available);
    for (const [bucket, amount] of [
      ['pending', pending],
      ['available', was('pending') + was('available') - pending - gone],
    ] as const) {
      const to = { ...account, bucket };
      back.set(accountKey(to), { account: to, amount });
    }
  }
  return [...back.values()]
    .filter(({ amount }) => amount !== 0)
    .flatMap(({ account, amount }) => [
      { account, amount: -amount },
      { account: { ...account, ownerId: aliasId }, amount },
    ]);
}

const partsOf = ({ lot: { carriedFrom: lotId }, pending, available }: Returned): BucketPart[] =>
  [
    { lotId, bucket: 'pending' as const, points: pending },
    { lotId, bucket: 'remaining' as const, points: available },
  ].filter(({ points }) => points > 0);

/** The hold that a posting of a merge carried over; null for its balances. */
function holdIdOf(row: Pick<TransactionRow, 'postingKey'>): number | null {
  const [, id] = row.postingKey.toString('latin1').split(':hold:');
  return id === undefined ? null : Number(id);
}
