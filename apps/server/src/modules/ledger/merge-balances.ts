import { Injectable } from '@nestjs/common';
import {
  accountKey,
  accountOf,
  assert,
  hasLots,
  isOwnerBucket,
  mergePosting,
  ownerOfAccount,
  ownerOfRow,
  ownerSlot,
  reversalOf,
  type AccountRef,
  type OwnerBucket,
  type OwnerRef,
} from '@liuliang/domain';
import { RunAgain } from '../../platform/db/run-again';
import type { Tx } from '../../platform/db/statements';
import { want, type WantedAccounts } from './accounts';
import { MergesService } from '../members';
import { LateFacts } from './late-facts';
import { Ledger } from './ledger';
import type { Locked } from './batch';
import { LotNeeds } from './lot-reader';
import {
  anyHold,
  anyLot,
  ledgerAccounts,
  ledgerTransactions,
  pointsHolds,
  type HoldRow,
  type TransactionRow,
} from './entities';
import { accountRefOf, postingOf, type PlannedPosting } from './posting-rows';
import { LedgerQueries } from './queries';

/** A merge of two members, as the area of members names it. */
export interface Merge {
  readonly brandId: number;
  readonly aliasId: number;
  readonly keptId: number;
  readonly mergeId: number;
}

/** States in which a hold moves nothing any more. */
const SETTLED = ['captured', 'released', 'lapsed'] as const;

const memberOf = (brandId: number, id: number, asset: OwnerRef['asset']): OwnerRef => ({
  brandId,
  owner: { kind: 'member', id },
  asset,
});

/**
 * Carries what a member has over to another, and back: balances by one posting, each open hold by one of its own, so
 * that it can still be captured. Lots keep their expiry and funder.
 */
@Injectable()
export class MergeBalances {
  constructor(
    private readonly ledger: Ledger,
    private readonly queries: LedgerQueries,
    private readonly lateFacts: LateFacts,
    private readonly merges: MergesService,
  ) {}

  /** Keys `merge:<mergeId>` and `merge:<mergeId>:hold:<hold>`. Harmless when repeated. */
  async carry(tx: Tx, merge: Merge): Promise<void> {
    const { brandId, aliasId, keptId, mergeId } = merge;
    const alias = { ownerKind: 'member', ownerId: aliasId } as const;
    const owned = withAvailable(
      (await ledgerAccounts.select(tx, brandId, alias))
        .filter(({ bucket }) => isOwnerBucket(bucket))
        .map(accountRefOf),
    );
    if (owned.length === 0) return;
    const [earlier] = await this.queries.transactionsByKey(tx, brandId, [Buffer.from(`merge:${mergeId}`)]);
    if (earlier) return;
    const holds = await pointsHolds.select(tx, brandId, alias, { order: 'id' });
    const locked = await this.lock(tx, merge, owned, holds);
    const open = holds.filter(({ id }) => locked.lots.hold(id)?.row.state === 'open');
    const postings = [
      ...open.map((hold) => this.holdPosting(tx, merge, hold)),
      ...this.balancePosting(tx, merge, owned, open, locked),
    ];
    const results = await this.ledger.post(tx, postings, locked);
    assert(
      results.every((one) => one.ok),
      'POINTS-1',
      'what a merge carries over can be posted',
    );
    await pointsHolds.set(tx, brandId, { ...alias, state: SETTLED }, { ownerId: keptId });
    await this.lateFacts.again(tx, brandId, [keptId, aliasId], { kind: 'merge', id: String(mergeId) });
  }

  /**
   * What was posted to aliases since their merge goes on to whom they were merged into, as the merge itself would have
   * carried it: what happened before it and came after it is theirs. Keys `merge:<mergeId>:<number>`.
   */
  async carryOn(tx: Tx, brandId: number, aliasIds: readonly number[]): Promise<void> {
    let left = aliasIds;
    while (left.length > 0) {
      const standing = await this.merges.standingOf(tx, brandId, left);
      for (const { id: mergeId, aliasId, keptId } of standing)
        await this.carryBalances(tx, { brandId, aliasId, keptId, mergeId });
      left = standing.map(({ keptId }) => keptId);
    }
  }

  private async carryBalances(tx: Tx, merge: Merge): Promise<void> {
    const alias = { ownerKind: 'member', ownerId: merge.aliasId } as const;
    const accounts = (await ledgerAccounts.select(tx, merge.brandId, alias)).filter(({ bucket }) =>
      isOwnerBucket(bucket),
    );
    if (accounts.every(({ balance }) => balance === 0)) return;
    const owned = withAvailable(accounts.map(accountRefOf));
    const locked = await this.lock(tx, merge, owned, []);
    const [posting] = this.balancePosting(tx, merge, owned, [], locked);
    const postings = posting ? [{ ...posting, key: `${posting.key}:${tx.nextId()}` }] : [];
    const results = await this.ledger.post(tx, postings, locked);
    assert(
      results.every((one) => one.ok),
      'POINTS-1',
      'what came late for an alias can be carried on',
    );
  }

  /**
   * Keys `unmerge:<mergeId>` and `unmerge:<mergeId>:hold:<hold>`. What the merge carried over goes back, and then each
   * side is brought to what its own facts say: refunds that came in between go to whose order it was, what the merged
   * person did meanwhile stays with the kept one.
   */
  async giveBack(
    tx: Tx,
    brandId: number,
    { mergeId, keptId, aliasId }: Omit<Merge, 'brandId'>,
  ): Promise<void> {
    await this.takeApart(tx, brandId, mergeId);
    await this.lateFacts.straighten(tx, brandId, [keptId, aliasId], { kind: 'merge', id: String(mergeId) });
  }

  private async takeApart(tx: Tx, brandId: number, mergeId: number): Promise<void> {
    const about = { referenceKind: 'merge', referenceId: mergeId } as const;
    const carried = await ledgerTransactions.select(tx, brandId, about, { order: 'id' });
    if (carried.length === 0) return;
    const pieces = carried.filter((row) => holdIdOf(row) !== null);
    const holds = await anyHold.select(tx, { id: pieces.flatMap((row) => holdIdOf(row) ?? []) });
    // Holds first: what the balances leave due might lapse them.
    for (const row of [...pieces, ...carried.filter((one) => !pieces.includes(one))]) {
      const hold = holds.find(({ id }) => id === holdIdOf(row));
      const posting =
        hold && hold.state !== 'open'
          ? await this.leftOfHold(tx, row, hold)
          : await this.reversal(tx, row, hold);
      if (!posting) continue;
      const [result] = await this.ledger.post(tx, [posting]);
      assert(result?.ok === true, 'POINTS-1', 'what a merge carried over can be taken back');
    }
    await this.returnSettledHolds(tx, carried);
  }

  private async lock(
    tx: Tx,
    { brandId, aliasId, keptId }: Merge,
    owned: readonly AccountRef[],
    holds: readonly HoldRow[],
  ): Promise<Locked> {
    const wanted: WantedAccounts = new Map();
    const needs = new LotNeeds();
    const owners = new Map<string, OwnerRef>();
    for (const ref of owned) {
      want(wanted, brandId, ref);
      want(wanted, brandId, { ...ref, ownerId: keptId });
      if (!hasLots(ref)) continue;
      for (const id of [aliasId, keptId]) {
        const owner = memberOf(brandId, id, ref.asset);
        owners.set(ownerSlot(owner), owner);
        needs.add(owner);
      }
    }
    for (const { id, state } of holds) if (state === 'open') needs.holdIds.add(id);
    const locked = await this.ledger.lock(tx, wanted, needs);
    const isStale = holds.some(
      ({ id, state }) => state === 'open' && locked.lots.hold(id)?.row.ownerId !== aliasId,
    );
    if (isStale) throw new RunAgain('a hold was carried over meanwhile');
    await this.ledger.settle(tx, locked, [...owners.values()]);
    return locked;
  }

  private holdPosting(tx: Tx, { brandId, keptId, mergeId }: Merge, hold: HoldRow): PlannedPosting {
    const own = ownerOfRow(hold);
    return {
      brandId,
      key: `merge:${mergeId}:hold:${hold.id}`,
      kind: 'merge',
      reference: { kind: 'merge', id: String(mergeId) },
      entries: [
        { account: accountOf(own, 'held'), amount: -hold.points },
        { account: { ...accountOf(own, 'held'), ownerId: keptId }, amount: hold.points },
      ],
      carriesHold: hold.id,
      occurredAtMs: tx.nowMs(),
      explanation: { mergeId, holdId: hold.id },
    };
  }

  private balancePosting(
    tx: Tx,
    { brandId, aliasId, keptId, mergeId }: Merge,
    owned: readonly AccountRef[],
    open: readonly HoldRow[],
    { accounts }: Locked,
  ): PlannedPosting[] {
    const balances = accounts.balances(brandId);
    const held = owned.map((ref) => {
      const inHolds = open
        .filter(({ asset }) => ref.bucket === 'held' && asset === ref.asset)
        .reduce((sum, { points }) => sum + points, 0);
      // `isOwned` left only what an owner has.
      const bucket = ref.bucket as OwnerBucket;
      return { asset: ref.asset, bucket, balance: (balances.get(accountKey(ref)) ?? 0) - inHolds };
    });
    const posting = mergePosting({
      key: `merge:${mergeId}`,
      mergeId,
      fromMemberId: aliasId,
      toMemberId: keptId,
      held,
    });
    if (!posting) return [];
    return [{ ...posting, brandId, occurredAtMs: tx.nowMs(), explanation: { mergeId } }];
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
      // Not about the merge: whoever takes that back must not find it.
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

/** What is pending may have become available, in an account that nobody has posted to yet. */
function withAvailable(owned: readonly AccountRef[]): AccountRef[] {
  const all = new Map(owned.map((ref) => [accountKey(ref), ref]));
  for (const ref of owned) {
    const available = { ...ref, bucket: 'available' } as const;
    all.set(accountKey(available), available);
  }
  return [...all.values()];
}

/** The hold that a posting of a merge carried over; null for its balances. */
function holdIdOf(row: Pick<TransactionRow, 'postingKey'>): number | null {
  const [, id] = row.postingKey.toString('latin1').split(':hold:');
  return id === undefined ? null : Number(id);
}
