import { Injectable } from '@nestjs/common';
import {
  accountKey,
  accountOf,
  areInTurn,
  assert,
  consume,
  groupedBy,
  hasLots,
  ownerOfAccount,
  ownerSlot,
  planTaking,
  type Asset,
  type Entry,
  type Lot,
  type LotBucket,
  type OwnerRef,
  type PointsOwner,
  type Taking,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import { want, type WantedAccounts } from './accounts';
import {
  ClawbackSources,
  isMembersPoints,
  type ClawbackPart,
  type ClawbackRequest,
} from './clawback-sources';
import { LateFacts } from './late-facts';
import { Ledger } from './ledger';
import type { Locked } from './batch';
import { LotNeeds } from './lot-reader';
import type { Explanation, PlannedPosting } from './posting-rows';
import { LedgerQueries, type NamedEntryRow } from './queries';

export interface TakenPart {
  readonly owner: PointsOwner;
  readonly asset: Asset;
  readonly due: number;
  readonly taken: number;
  /** What policy leaves with the owner; the funder's write-off pays it. */
  readonly writtenOff: number;
}

export interface Taken {
  readonly key: string;
  readonly parts: readonly TakenPart[];
}

/** Takes earnings back, each refund in one transaction of its own: issuance always gets back all that is due. */
@Injectable()
export class Clawbacks {
  constructor(
    private readonly ledger: Ledger,
    private readonly queries: LedgerQueries,
    private readonly earnings: ClawbackSources,
    private readonly lateFacts: LateFacts,
  ) {}

  /** Locks the accounts and lots that clawbacks of these parts touch, for callers who must read before they decide. */
  lock(
    tx: Tx,
    brandId: number,
    parts: readonly Pick<ClawbackPart, 'owner' | 'asset' | 'funder' | 'policy' | 'debtMax'>[],
  ): Promise<Locked> {
    const wanted: WantedAccounts = new Map();
    const needs = new LotNeeds(true);
    for (const { owner, asset, funder, policy, debtMax } of parts) {
      const own = { brandId, owner, asset };
      want(wanted, brandId, accountOf(own, 'available'));
      if (hasLots(accountOf(own, 'available'))) needs.add(own);
      want(wanted, brandId, accountOf({ ...own, owner: funder }, 'issuance'));
      const mayWriteOff = policy !== 'unlimited' || debtMax !== undefined;
      if (mayWriteOff) want(wanted, brandId, accountOf({ ...own, owner: funder }, 'write_off'));
    }
    return this.ledger.lock(tx, wanted, needs);
  }

  /**
   * Takes from the lots of the earning first (pending, then available), then from the others by expiry; what is still
   * missing is a debt or written off, by policy. A request whose key was posted before answers what was taken then.
   * @param locked by `lock`, covering every part
   */
  async take(tx: Tx, requests: readonly ClawbackRequest[], locked?: Locked): Promise<Taken[]> {
    const brandIds = new Set(requests.map(({ brandId }) => brandId));
    assert(brandIds.size <= 1, 'POINTS-1', 'refunds of one call are of one brand');
    const [brandId] = brandIds;
    if (brandId === undefined) {
      // Accounts made only to be locked are taken back.
      if (locked) await this.ledger.post(tx, [], locked);
      return [];
    }
    const held =
      locked ??
      (await this.lock(
        tx,
        brandId,
        requests.flatMap(({ parts }) => parts),
      ));
    const owners = new Map<string, OwnerRef>();
    for (const { owner, asset } of requests.flatMap(({ parts }) => parts)) {
      const own = { brandId, owner, asset };
      if (hasLots(accountOf(own, 'available'))) owners.set(ownerSlot(own), own);
    }
    const late = await this.lateAmong(tx, brandId, requests, held);
    await this.ledger.settle(tx, held, [...owners.values()]);
    const done = await this.earlier(tx, brandId, requests);
    const sources = await this.earnings.lots(tx, brandId, requests, held);
    const expired = await this.earnings.expired(tx, brandId, requests, sources);
    for (const id of await this.earnings.overtaken(tx, requests, sources, expired)) late.add(id);
    for (const id of takenOutOfTurn(requests, sources, held)) late.add(id);
    const planner = new ClawbackPlanner(held, sources, expired);
    const postings: PlannedPosting[] = [];
    const answers = requests.map((request): Taken => {
      const earlier = done.get(request.key);
      if (earlier) return { key: request.key, parts: partsOf(request, earlier) };
      const takings = request.parts
        .map((part) => planner.part(request, part))
        .map((part) => ({ part, taking: planner.take(request, part) }));
      const posting = postingOf(request, takings, planner.sourcesOf(request));
      if (posting.entries.length > 0) postings.push(posting);
      return { key: request.key, parts: takings.map(takenOf) };
    });
    const results = await this.ledger.post(tx, postings, held);
    for (const result of results) {
      assert(
        result.ok,
        'POINTS-1',
        `what a refund takes can be posted: ${result.ok ? '' : result.error.code}`,
      );
    }
    await this.straighten(tx, brandId, requests, late);
    return answers;
  }

  /** Members for whom something happened after the refund, and before it became known. */
  private async lateAmong(
    tx: Tx,
    brandId: number,
    requests: readonly ClawbackRequest[],
    { lots }: Locked,
  ): Promise<Set<number>> {
    const refunds = requests.flatMap(({ occurredAtMs: atMs, parts }) =>
      parts.filter(isMembersPoints).map(({ owner }) => ({ memberId: owner.id, atMs })),
    );
    const late = refunds.filter(({ memberId, atMs }) => {
      const due = lots.dueOf({ brandId, owner: { kind: 'member', id: memberId }, asset: 'points' });
      return due.some((step) => step.atMs > atMs);
    });
    const posted = await this.lateFacts.lateAmong(tx, brandId, refunds, true);
    return new Set([...late.map(({ memberId }) => memberId), ...posted]);
  }

  /** Refunds of before something that time has done, and refunds to members who were put right before. */
  private async straighten(
    tx: Tx,
    brandId: number,
    requests: readonly ClawbackRequest[],
    late: ReadonlySet<number>,
  ): Promise<void> {
    const [cause] = requests;
    const members = requests.flatMap(({ parts }) =>
      parts.filter(isMembersPoints).map(({ owner }) => owner.id),
    );
    if (!cause || members.length === 0) return;
    const again = await this.lateFacts.straightened(tx, brandId, [...new Set(members)]);
    await this.lateFacts.straighten(tx, brandId, [...new Set([...late, ...again])], cause.reference);
  }

  /** Entries of clawbacks that were posted before, by key. */
  private async earlier(
    tx: Tx,
    brandId: number,
    requests: readonly ClawbackRequest[],
  ): Promise<Map<string, NamedEntryRow[]>> {
    const keys = requests.map(({ key }) => Buffer.from(key, 'latin1'));
    const found = await this.queries.transactionsByKey(tx, brandId, keys);
    const entries = await this.queries.entriesOf(
      tx,
      found.map(({ id }) => id),
    );
    const byId = groupedBy(entries, (entry) => entry.transactionId);
    return new Map(found.map(({ id, postingKey }) => [postingKey.toString('latin1'), byId.get(id) ?? []]));
  }
}

/** Members of whom more is due than the earning has left, and whose other lots do not lie in the order of facts. */
function takenOutOfTurn(
  requests: readonly ClawbackRequest[],
  sources: ReadonlyMap<string, ReadonlySet<number>>,
  { lots }: Locked,
): number[] {
  return requests.flatMap(({ brandId, sourceKey, parts }) =>
    parts.filter(isMembersPoints).flatMap(({ owner, asset, due }) => {
      const all = lots.lotsOf({ brandId, owner, asset });
      const own = all.filter(({ id }) => sources.get(sourceKey)?.has(id));
      const left = own.reduce((sum, { pending, remaining }) => sum + pending + remaining, 0);
      return due > left && !areInTurn(all.filter((lot) => !own.includes(lot))) ? [owner.id] : [];
    }),
  );
}

/** Plans refunds one after another, each on what the ones before it leave. */
class ClawbackPlanner {
  private readonly lots = new Map<string, Lot[]>();

  constructor(
    private readonly locked: Locked,
    private readonly sources: ReadonlyMap<string, ReadonlySet<number>>,
    private readonly expired: ReadonlyMap<string, number>,
  ) {}

  sourcesOf({ sourceKey }: ClawbackRequest): ReadonlySet<number> {
    return this.sources.get(sourceKey) ?? new Set();
  }

  /** @returns the part with what is still due once what expired unused is taken off */
  part(request: ClawbackRequest, part: ClawbackPart): ClawbackPart {
    if (!isMembersPoints(part) || request.kind === 'settle') return part;
    return { ...part, due: Math.max(0, part.due - (this.expired.get(request.sourceKey) ?? 0)) };
  }

  take(request: ClawbackRequest, part: ClawbackPart): Taking {
    const own = { brandId: request.brandId, owner: part.owner, asset: part.asset };
    const lots = this.lotsOf(own);
    const sources = this.sourcesOf(request);
    const refundedAtMs = request.occurredAtMs;
    const { policy, due, debtMax } = part;
    const limit = debtMax === undefined ? {} : { debtMax };
    const taking = planTaking({ policy, due, lots, sources, refundedAtMs, ...limit });
    const first = [...sources];
    const after = taken(taken(lots, 'pending', taking.pending, first), 'remaining', taking.available, first);
    this.lots.set(ownerSlot(own), after);
    return taking;
  }

  /** Growth has no lots: its balance counts as one that never expires. */
  private lotsOf(own: OwnerRef): Lot[] {
    const slot = ownerSlot(own);
    const known = this.lots.get(slot);
    if (known) return known;
    const account = accountOf(own, 'available');
    if (hasLots(account)) return this.locked.lots.lotsOf(own);
    const balance = this.locked.accounts.balances(own.brandId).get(accountKey(account)) ?? 0;
    return [balanceAsLot(balance)];
  }
}

const balanceAsLot = (balance: number): Lot => ({
  id: 0,
  pending: 0,
  remaining: balance,
  held: 0,
  activatesAtMs: 0,
  expiresAtMs: 0,
  funder: { kind: 'system', id: 0 },
  storeId: 0,
});

/** Lots once so many points are taken; what they do not have is owed. */
function taken(lots: readonly Lot[], bucket: LotBucket, points: number, first: readonly number[]): Lot[] {
  const { parts, missing } = consume(lots, bucket, points, first);
  const gone = new Map(parts.map((part) => [part.lotId, part.points]));
  const after = lots.map((lot) => ({ ...lot, [bucket]: lot[bucket] - (gone.get(lot.id) ?? 0) }));
  return missing === 0 ? after : [...after, balanceAsLot(-missing)];
}

interface PlannedPart {
  readonly part: ClawbackPart;
  readonly taking: Taking;
}

function takenOf({ part, taking }: PlannedPart): TakenPart {
  const { owner, asset, due } = part;
  return { owner, asset, due, taken: taking.pending + taking.available, writtenOff: taking.writtenOff };
}

/** Each account once, whoever shares it. */
function postingOf(
  request: ClawbackRequest,
  takings: readonly PlannedPart[],
  sources: ReadonlySet<number>,
): PlannedPosting {
  const { brandId, key, reference, occurredAtMs, explanation } = request;
  const entries = new Map<string, { account: Entry['account']; amount: number }>();
  const add = (account: Entry['account'], amount: number): void => {
    const entry = entries.get(accountKey(account));
    if (entry) entry.amount += amount;
    else entries.set(accountKey(account), { account, amount });
  };
  for (const { part, taking } of takings) {
    const own = { brandId, owner: part.owner, asset: part.asset };
    add(accountOf(own, 'pending'), -taking.pending);
    add(accountOf(own, 'available'), -taking.available);
    add(accountOf({ ...own, owner: part.funder }, 'issuance'), part.due);
    add(accountOf({ ...own, owner: part.funder }, 'write_off'), -taking.writtenOff);
  }
  return {
    brandId,
    key,
    kind: request.kind ?? 'clawback',
    reference,
    entries: [...entries.values()].filter(({ amount }) => amount !== 0),
    occurredAtMs,
    explanation: { source: request.sourceKey, ...explanation, ...toldOf(request, takings) },
    takeFirst: [...sources],
  };
}

/** What is not plain of a member's part: by which policy it was taken, and what was not owed because it had expired. */
function toldOf(request: ClawbackRequest, takings: readonly PlannedPart[]): Explanation {
  const asked = request.parts.find(isMembersPoints);
  const part = takings.find((one) => isMembersPoints(one.part))?.part;
  if (!asked || !part) return {};
  return {
    ...(part.policy === 'unlimited' ? {} : { policy: part.policy }),
    ...(part.due === asked.due ? {} : { expired: asked.due - part.due }),
  };
}

/** What an earlier clawback took of each owner; parts of one owner share it in their order. */
function partsOf(request: ClawbackRequest, entries: readonly NamedEntryRow[]): TakenPart[] {
  const left = new Map<string, number>();
  for (const entry of entries) {
    if (!hasLots(entry) && entry.bucket !== 'available') continue;
    const slot = ownerSlot(ownerOfAccount(request.brandId, entry));
    left.set(slot, (left.get(slot) ?? 0) - entry.amount);
  }
  return request.parts.map(({ owner, asset, due }) => {
    const slot = ownerSlot({ brandId: request.brandId, owner, asset });
    const points = Math.min(due, left.get(slot) ?? 0);
    left.set(slot, (left.get(slot) ?? 0) - points);
    return { owner, asset, due, taken: points, writtenOff: due - points };
  });
}
