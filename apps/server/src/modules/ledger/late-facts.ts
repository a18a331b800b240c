import { Injectable } from '@nestjs/common';
import {
  accountOf,
  areInTurn,
  assert,
  endsMoved,
  funderSlot,
  greatestOf,
  groupedBy,
  HQ,
  leastOf,
  movedBy,
  settledBy,
  stepsTo,
  type AccountRef,
  type EndMoved,
  type Entry,
  type Funder,
  type FunderSums,
  type LotStep,
  type OwnerRef,
  type PostingReference,
  type Settled,
  type StoredOwner,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import { want, type WantedAccounts } from './accounts';
import type { Locked } from './batch';
import { pointsHolds, pointsLots, straightenedOwners } from './entities';
import { FactReader, type KnownFacts } from './fact-reader';
import { LATE } from './fact-terms';
import { LateFactQueries } from './late-facts.queries';
import { Ledger } from './ledger';
import { LotNeeds } from './lot-reader';
import type { PlannedPosting } from './posting-rows';

/** The fact that makes a correction necessary, as postings refer to it. */
export type LateCause = PostingReference;

const PLACE = ['id', 'openedAtMs', 'expiresAtMs', 'amount', 'carriedFrom'] as const;

const ownerRef = (brandId: number, id: number): OwnerRef => ({
  brandId,
  owner: { kind: 'member', id },
  asset: 'points',
});

/**
 * Brings members' points to what the set of facts says, whatever the order in which facts became known (HANDBOOK 24).
 * It replays everything that is known of a member and posts the difference: nothing where nothing differs.
 */
@Injectable()
export class LateFacts {
  constructor(
    private readonly ledger: Ledger,
    private readonly facts: FactReader,
    private readonly queries: LateFactQueries,
  ) {}

  /** Of these members those whose points were put right before: what comes next may find other lots than facts say. */
  async straightened(tx: Tx, brandId: number, memberIds: readonly number[]): Promise<number[]> {
    const rows = await straightenedOwners.select(
      tx,
      brandId,
      { id: [...new Set(memberIds)] },
      { columns: ['id'] },
    );
    return rows.map(({ id }) => id);
  }

  /** The same members as `straightened`, put right again after something else happened to them. */
  async again(tx: Tx, brandId: number, memberIds: readonly number[], cause: LateCause): Promise<void> {
    await this.straighten(tx, brandId, await this.straightened(tx, brandId, memberIds), cause);
  }

  /**
   * Of this owner's points those that are taken now may be others than facts say: it was put right before, or lots of
   * one end do not lie in the order of what happened. Only members' points follow facts.
   */
  async mayDiffer(tx: Tx, { brandId, owner, asset }: OwnerRef): Promise<boolean> {
    if (owner.kind !== 'member' || asset !== 'points') return false;
    const open = { ownerKind: owner.kind, ownerId: owner.id, asset, isOpen: 1 } as const;
    const lots = await pointsLots.select(tx, brandId, open, { columns: PLACE });
    return !areInTurn(lots) || (await this.straightened(tx, brandId, [owner.id])).length > 0;
  }

  /**
   * Of these facts' members those for whom something later is posted already that the fact may change. Asked before the
   * facts themselves are posted.
   * @param any whether any later posting matters: ends slide, or the fact takes points; else only what takes points does
   */
  async lateAmong(
    tx: Tx,
    brandId: number,
    facts: readonly { readonly memberId: number; readonly atMs: number }[],
    any: boolean,
  ): Promise<number[]> {
    const past = facts.filter(({ atMs }) => atMs < tx.nowMs());
    if (past.length === 0) return [];
    const latest = await this.queries.latestAfter(
      tx,
      brandId,
      past.map(({ memberId }) => memberId),
      leastOf(past.map(({ atMs }) => atMs)),
    );
    const late = past.filter(({ memberId, atMs }) => {
      const known = latest.get(memberId);
      return known !== undefined && (any ? known.atMs : known.takenAtMs) > atMs;
    });
    return [...new Set(late.map(({ memberId }) => memberId))];
  }

  /** Members whose customers are locked. Harmless when repeated. */
  async straighten(tx: Tx, brandId: number, memberIds: readonly number[], cause: LateCause): Promise<void> {
    if (memberIds.length === 0) return;
    for (const family of await this.facts.families(tx, brandId, memberIds)) {
      await this.straightenFamily(tx, brandId, family, cause);
    }
  }

  private async straightenFamily(
    tx: Tx,
    brandId: number,
    ownerIds: readonly number[],
    cause: LateCause,
  ): Promise<void> {
    const locked = await this.lock(tx, brandId, ownerIds);
    await this.ledger.settle(
      tx,
      locked,
      ownerIds.map((id) => ownerRef(brandId, id)),
    );
    const [known] = (await this.facts.read(tx, brandId, [ownerIds])) as [KnownFacts];
    const settled = settledBy(known.facts, locked.nowMs, known.policy);
    const family = { brandId, known, settled, locked, cause };
    await this.postDues(tx, family);
    await this.postLots(tx, family);
    await straightenedOwners.insert(
      tx,
      ownerIds.map((id) => ({ id, brandId, atMs: locked.nowMs })),
      { upsert: ['atMs'] },
    );
  }

  /** The owners' lots, those that are empty too: facts may fill them again. */
  private async lock(tx: Tx, brandId: number, ownerIds: readonly number[]): Promise<Locked> {
    const owned = { ownerKind: 'member', ownerId: ownerIds, asset: 'points' } as const;
    const lots = await pointsLots.select(tx, brandId, owned, { columns: ['id', 'funderKind', 'funderId'] });
    const open = await pointsHolds.select(tx, brandId, { ...owned, state: 'open' }, { columns: ['id'] });
    const wanted: WantedAccounts = new Map();
    const needs = new LotNeeds(true);
    for (const { id } of lots) needs.lotIds.add(id);
    for (const { id } of open) needs.holdIds.add(id);
    for (const id of ownerIds) {
      const own = ownerRef(brandId, id);
      needs.add(own);
      for (const bucket of ['available', 'pending', 'held'] as const)
        want(wanted, brandId, accountOf(own, bucket));
    }
    for (const { funderKind: kind, funderId: id } of [...lots, { funderKind: HQ.kind, funderId: HQ.id }]) {
      for (const bucket of ['issuance', 'breakage', 'write_off'] as const) {
        want(wanted, brandId, { ownerKind: kind, ownerId: id, asset: 'points', bucket });
      }
    }
    return this.ledger.lock(tx, wanted, needs);
  }

  /** What refunds take of each earning, where facts say otherwise than what was taken. */
  private async postDues(tx: Tx, { brandId, known, settled, locked, cause }: Straightening): Promise<void> {
    const postings: PlannedPosting[] = [];
    for (const fact of known.facts) {
      if (fact.kind !== 'credit') continue;
      const [from, to] = [known.sums.dueBack.get(fact.source) ?? 0, settled.dueBack.get(fact.source) ?? 0];
      if (from === to) continue;
      const own = ownerRef(brandId, this.holderOf(known, fact.ownerId));
      postings.push({
        brandId,
        key: `late:${tx.nextId()}`,
        kind: 'settle',
        reference: { kind: 'order', id: fact.source.split(':')[1] ?? '0' },
        entries: [
          { account: accountOf(own, 'available'), amount: from - to },
          { account: accountOf({ ...own, owner: fact.funder }, 'issuance'), amount: to - from },
        ],
        occurredAtMs: locked.nowMs,
        explanation: { rule: LATE.ofDue, source: fact.source, cause: causeOf(cause), from, to },
      });
    }
    await this.postAll(tx, postings, locked, false);
  }

  /** Who has an owner's points today. */
  private holderOf(known: KnownFacts, ownerId: number): number {
    const merge = known.facts.find((fact) => fact.kind === 'merge' && fact.ownerId === ownerId);
    return merge?.kind === 'merge' ? this.holderOf(known, merge.keptId) : ownerId;
  }

  private async postLots(tx: Tx, family: Straightening): Promise<void> {
    const { brandId, known, settled, locked } = family;
    const steps = known.ownerIds.flatMap((ownerId) => {
      const own = ownerRef(brandId, ownerId);
      const facts = settled.owners.get(ownerId) ?? NOTHING;
      const stored = storedOf(known, locked, own);
      const ends = endsMoved(facts, stored);
      return stepsTo(facts, stored, () => tx.nextId()).map((step): OwnedStep => ({ own, step, ends }));
    });
    const planned = inTurn(steps).map((parts) => this.planned(tx, parts, family));
    this.fund(tx, planned, family);
    await this.postAll(tx, planned, locked, true);
  }

  /** The first posting that puts lots right moves the funders' accounts too. */
  private fund(tx: Tx, planned: PlannedPosting[], family: Straightening): void {
    const funding = fundingBetween(family.known, family.settled);
    if (funding.length === 0) return;
    const at = planned.findIndex(({ explanation }) => explanation['step'] === 'lots');
    const base = at < 0 ? this.fundingOnly(tx, family) : (planned[at] as PlannedPosting);
    planned.splice(Math.max(at, 0), at < 0 ? 0 : 1, { ...base, entries: [...base.entries, ...funding] });
  }

  /** Of funders' accounts alone: only its reference says whose facts it follows from, and lets it be read back. */
  private fundingOnly(tx: Tx, family: Straightening): PlannedPosting {
    const [ownerId = 0] = family.known.ownerIds;
    return { ...this.planned(tx, [], family), reference: { kind: 'member', id: String(ownerId) } };
  }

  private planned(
    tx: Tx,
    parts: readonly OwnedStep[],
    { brandId, locked: { nowMs }, cause }: Straightening,
  ): PlannedPosting {
    const opened = parts.flatMap(({ own: { owner, asset }, step }) =>
      step.opened.map((lot) => ({ ...lot, owner, asset })),
    );
    // What nothing carries on says itself which fact it belongs to.
    const roots = opened
      .filter(({ carriedFrom, rootId }) => carriedFrom === 0 && rootId !== 0)
      .map(({ id, rootId }) => [id, rootId]);
    const entries = parts.flatMap(({ own, step }): Entry[] => {
      const moved = movedBy(step);
      return [
        { account: accountOf(own, 'pending'), amount: moved.pending },
        { account: accountOf(own, 'available'), amount: moved.remaining },
        { account: accountOf(own, 'held'), amount: moved.held },
      ];
    });
    const ends = parts.flatMap((part) =>
      part.ends.map((end) => ({ memberId: part.own.owner.id, untilMs: end.untilMs, points: end.points })),
    );
    const [first] = parts;
    const holdId = first?.step.holdId ?? null;
    const isPlacing = entries.some(({ account, amount }) => account.bucket === 'held' && amount > 0);
    return {
      brandId,
      key: `late:${tx.nextId()}`,
      kind: 'settle',
      reference: { kind: cause.kind, id: cause.id },
      entries: entries.filter(({ amount }) => amount !== 0),
      occurredAtMs: nowMs,
      explanation: {
        rule: LATE.ofLots,
        step: holdId === null ? 'lots' : 'hold',
        cause: causeOf(cause),
        ...(roots.length > 0 ? { roots } : {}),
        ...(ends.length > 0 ? { ends } : {}),
      },
      plan: { changes: parts.flatMap(({ step }) => step.changes), opened },
      ...(holdId !== null && isPlacing ? { carriesHold: holdId } : {}),
    };
  }

  private async postAll(
    tx: Tx,
    postings: readonly PlannedPosting[],
    locked: Locked,
    isLast: boolean,
  ): Promise<void> {
    for (const result of await this.ledger.post(tx, postings, locked, isLast)) {
      assert(result.ok, 'POINTS-1', `what facts say can be posted: ${result.ok ? '' : result.error.code}`);
    }
  }
}

const NOTHING = { lots: [], holds: [], debts: [], writeOffs: [] };

/** A family under way: what is known of it, what facts make of that, and what is locked of it. */
interface Straightening {
  readonly brandId: number;
  readonly known: KnownFacts;
  readonly settled: Settled;
  readonly locked: Locked;
  readonly cause: LateCause;
}

interface OwnedStep {
  readonly own: OwnerRef;
  readonly step: LotStep;
  /** What all steps of this owner together make of the ends of points. */
  readonly ends: readonly EndMoved[];
}

/** Holds come out of their lots first and go back last; between them one posting serves everybody of the family. */
function inTurn(steps: readonly OwnedStep[]): OwnedStep[][] {
  const isOut = ({ step }: OwnedStep): boolean => movedBy(step).held < 0;
  const ofHolds = steps.filter(({ step }) => step.holdId !== null);
  const byOwner = [
    ...groupedBy(
      steps.filter(({ step }) => step.holdId === null),
      ({ own }) => own.owner.id,
    ).values(),
  ];
  const rounds = Math.max(0, greatestOf(byOwner.map((own) => own.length)));
  const lots = Array.from({ length: rounds }, (_, i) => byOwner.flatMap((own) => own.slice(i, i + 1)));
  return [
    ...ofHolds.filter(isOut).map((one) => [one]),
    ...lots,
    ...ofHolds.filter((one) => !isOut(one)).map((one) => [one]),
  ];
}

const causeOf = ({ kind, id }: LateCause): string => `${kind}:${id}`;

/** Lots and open holds as they stand under lock. */
function storedOf({ rootOf, holds }: KnownFacts, { lots }: Locked, own: OwnerRef): StoredOwner {
  const all = lots.allOf(own);
  return {
    lots: all.map((lot) => ({
      id: lot.id,
      rootId: lot.amount < 0 ? 0 : (rootOf.get(lot.id) ?? lot.openedBy),
      ...{ pending: lot.pending, remaining: lot.remaining, held: lot.held, expiresAtMs: lot.expiresAtMs },
    })),
    holds: holds.flatMap(({ id }) => {
      const hold = lots.hold(id);
      if (hold?.row.state !== 'open' || hold.row.ownerId !== own.owner.id) return [];
      return [{ id, parts: new Map(hold.parts.map(({ lotId, points }) => [lotId, points])) }];
    }),
  };
}

/** What funders' accounts are to move so that they say what facts say. */
function fundingBetween({ sums }: KnownFacts, settled: Settled): Entry[] {
  return [
    ...differences(sums.breakage, settled.breakage).map(([funder, points]) =>
      entryOf(funder, 'breakage', points),
    ),
    ...differences(sums.writtenOff, settled.writtenOff).map(([funder, points]) =>
      entryOf(funder, 'write_off', -points),
    ),
  ].filter(({ amount }) => amount !== 0);
}

function differences(from: FunderSums, to: FunderSums): [Funder, number][] {
  const both = new Map<string, [Funder, number]>();
  for (const { funder, points } of to.all()) both.set(funderSlot(funder), [funder, points]);
  for (const { funder, points } of from.all()) {
    const [, wanted] = both.get(funderSlot(funder)) ?? [funder, 0];
    both.set(funderSlot(funder), [funder, wanted - points]);
  }
  return [...both.values()];
}

const entryOf = ({ kind, id }: Funder, bucket: AccountRef['bucket'], amount: number): Entry => ({
  account: { ownerKind: kind, ownerId: id, asset: 'points', bucket },
  amount,
});
