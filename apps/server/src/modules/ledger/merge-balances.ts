import { Injectable } from '@nestjs/common';
import {
  accountKey,
  accountOf,
  assert,
  hasLots,
  isOwnerBucket,
  mergePosting,
  ownerOfRow,
  ownerSlot,
  type AccountRef,
  type OwnerBucket,
  type OwnerRef,
} from '@liuliang/domain';
import { RunAgain } from '../../platform/db/run-again';
import type { Tx } from '../../platform/db/statements';
import { Effects } from '../../platform/effects';
import { want, type WantedAccounts } from './accounts';
import { MergesService } from '../members';
import { LateFacts } from './late-facts';
import { growthMoved } from './marks';
import { Ledger } from './ledger';
import type { Locked } from './batch';
import { LotNeeds } from './lot-reader';
import { PartedBalances, SETTLED, type Merge } from './parted-balances';
import { ledgerAccounts, pointsHolds, type HoldRow } from './entities';
import { accountRefOf, type PlannedPosting } from './posting-rows';
import { LedgerQueries } from './queries';

/** A fact of an alias that came after the merge, as the posting that carries its points on tells it. */
export type CarriedFact = {
  /** `order:‹id›`, `event:‹id›` or `refund:‹id›`: the earliest of what came, or what made it be planned again. */
  readonly cause: string;
  readonly causeAtMs: number;
  /** `earn`, `clawback`: it is what this one fact gave or took; `settle`: what several came to, or what was corrected. */
  readonly tells: 'earn' | 'clawback' | 'settle';
};

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
    private readonly parted: PartedBalances,
    private readonly effects: Effects,
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
   * @param told by alias what it came of, so that the kept one reads of it and not of a merge
   */
  async carryOn(tx: Tx, brandId: number, told: ReadonlyMap<number, CarriedFact>): Promise<void> {
    let left = told;
    while (left.size > 0) {
      const standing = await this.merges.standingOf(tx, brandId, [...left.keys()]);
      const next = new Map<number, CarriedFact>();
      for (const { id: mergeId, aliasId, keptId } of standing) {
        const fact = left.get(aliasId) as CarriedFact;
        await this.carryBalances(tx, { brandId, aliasId, keptId, mergeId }, fact);
        this.tellOfGrowth(tx, brandId, keptId, fact);
        next.set(keptId, fact);
      }
      left = next;
    }
  }

  /** Growth that came and went in this transaction leaves no balance to carry on, and still came at another instant. */
  private tellOfGrowth(tx: Tx, brandId: number, customerId: number, { cause }: CarriedFact): void {
    const [referenceKind = '', id] = cause.split(':');
    const about = { kind: 'merge', referenceKind, referenceId: Number(id), transactionId: 0 };
    this.effects.mark(tx, brandId, growthMoved, [{ customerId, ...about }]);
  }

  private async carryBalances(tx: Tx, merge: Merge, fact: CarriedFact): Promise<void> {
    const alias = { ownerKind: 'member', ownerId: merge.aliasId } as const;
    const accounts = (await ledgerAccounts.select(tx, merge.brandId, alias)).filter(({ bucket }) =>
      isOwnerBucket(bucket),
    );
    if (accounts.every(({ balance }) => balance === 0)) return;
    const owned = withAvailable(accounts.map(accountRefOf));
    const locked = await this.lock(tx, merge, owned, []);
    const [posting] = this.balancePosting(tx, merge, owned, [], locked);
    const key = `merge:${merge.mergeId}:${tx.nextId()}`;
    const postings = posting ? [{ ...posting, key, explanation: { ...posting.explanation, ...fact } }] : [];
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
    await this.parted.takeApart(tx, { brandId, mergeId, keptId, aliasId });
    await this.lateFacts.straighten(tx, brandId, [keptId, aliasId], { kind: 'merge', id: String(mergeId) });
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
