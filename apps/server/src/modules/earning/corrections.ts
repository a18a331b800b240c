import { Injectable } from '@nestjs/common';
import {
  dueSoFar,
  totalOf,
  type Earned,
  type EarnedLine,
  type Planned,
  type RulesVersion,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import {
  Clawbacks,
  Ledger,
  type ClawbackRequest,
  type ExplanationValue,
  type LedgerPosting,
} from '../ledger';
import { amountOf, memberOf, partOf } from './clawbacks';
import { creditEntries, linesAsTold, type Credit, type Grant } from './earn-postings';
import { givenBy, type OrderEarning } from './order-ledger.queries';
import { refittedGrowth } from './refitted';
import { buyerOf, grantsOf, type RewardTurn } from './turns';

/** What one key of an order or event gave, and what it gives now. */
interface Change {
  readonly turn: RewardTurn;
  readonly version: RulesVersion;
  /** Null: it has just been posted for the first time. */
  readonly standing: OrderEarning | null;
  readonly grant: Grant;
}

/** Points that go from a funder to an owner; below zero the other way. */
type Move = Credit;

/** What a posting of a correction is about: the earning itself, or what refunds made undue of it. */
type About = 'late' | 'late-due';

const NOTHING: Earned = { points: 0, growth: 0, guidePoints: 0 };

/**
 * Posts what orders and events give by their plan beyond what was posted of them, or short of it, after a fact came that
 * is earlier than they are. What stands is never changed: the difference is a posting of its own that names both.
 */
@Injectable()
export class Corrections {
  constructor(
    private readonly ledger: Ledger,
    private readonly clawbacks: Clawbacks,
  ) {}

  /**
   * What is given goes to whom the fact is filed under, and has to be carried on to whom they were merged into.
   * @returns members of today whose points or growth it corrected
   * @param taken orders whose refunds of this transaction have been taken back by what was posted of them until now
   */
  async post(
    tx: Tx,
    brandId: number,
    planned: readonly Planned<RewardTurn>[],
    taken: ReadonlySet<number>,
  ): Promise<number[]> {
    const changes = planned.flatMap((one) => changesOf(one, taken));
    const ups: LedgerPosting[] = [];
    const downs: ClawbackRequest[] = [];
    const pairs: (readonly [LedgerPosting, ClawbackRequest])[] = [];
    const corrected = new Set<number>();
    for (const change of changes) {
      const before = ups.length + downs.length + pairs.length;
      let number = change.standing?.settled ?? 0;
      if (isTurnedAround(change)) {
        const { standing, turn, grant } = change;
        const given = grant.credits.filter(({ points }) => points > 0);
        const up = upPosting(brandId, change, 'late', given, (number += 1));
        const gone = (standing?.awards ?? [])
          .filter(({ points }) => points > 0)
          .map((award) => ({ ...asCredit(award), points: -award.points }));
        const down = downRequest(brandId, change, 'late', gone, (number += 1));
        pairs.push([up, { ...down, occurredAtMs: turn.correctedFromMs ?? down.occurredAtMs }]);
      }
      for (const move of renewalOf(change)) {
        const up = upPosting(brandId, change, 'late', [move], (number += 1));
        pairs.push([up, downRequest(brandId, change, 'late', [{ ...move, points: -1 }], (number += 1))]);
      }
      for (const about of ['late', 'late-due'] as const) {
        if (about === 'late' && isTurnedAround(change)) continue;
        const moves = about === 'late' ? movesOf(change) : dueMovesOf(change);
        const [up, down] = [
          moves.filter(({ points }) => points > 0),
          moves.filter(({ points }) => points < 0),
        ];
        if (up.length > 0) ups.push(upPosting(brandId, change, about, up, (number += 1)));
        if (down.length > 0) downs.push(downRequest(brandId, change, about, down, (number += 1)));
      }
      for (const { atMs, move } of refittedMovesOf(change)) {
        const dated = { key: `due:${change.grant.key}:${(number += 1)}`, occurredAtMs: atMs };
        if (move.points > 0)
          ups.push({ ...upPosting(brandId, change, 'late-due', [move], number), ...dated });
        else downs.push({ ...downRequest(brandId, change, 'late-due', [move], number), ...dated });
      }
      // What refunds that were fitted anew take of points follows from the facts, whatever is posted here.
      const isPosted = ups.length + downs.length + pairs.length > before;
      if (isPosted || change.turn.refitted) corrected.add(buyerOf(change.turn));
    }
    // What is given comes first: what is taken may be taken from it.
    await this.give(tx, ups);
    // One behind the other, so that whoever reads them reads one line.
    for (const [up, down] of pairs) {
      await this.give(tx, [up]);
      await this.clawbacks.take(tx, [down]);
    }
    if (downs.length > 0) await this.clawbacks.take(tx, downs);
    return [...corrected];
  }

  private async give(tx: Tx, postings: readonly LedgerPosting[]): Promise<void> {
    if (postings.length === 0) return;
    for (const result of await this.ledger.post(tx, postings)) {
      if (!result.ok) throw new Error(`EARNING-14: a correction can be posted: ${result.error.code}`);
    }
  }
}

/** Of what was posted before this transaction, key by key. */
function changesOf(planned: Planned<RewardTurn>, taken: ReadonlySet<number>): Change[] {
  const { turn } = planned;
  const version = (turn.order ?? turn.event)?.version;
  if (turn.isNew || !version) return [];
  const grants = grantsOf(planned);
  const [first] = grants;
  if (!first) return [];
  const standing = new Map(turn.standing.map((one) => [one.key, one]));
  const gone = turn.standing.filter(({ key }) => grants.every((grant) => grant.key !== key));
  const all = [...grants, ...gone.map(({ key }) => nothingBy(key, first))];
  return all.flatMap((grant): Change[] => {
    const before = standing.get(grant.key) ?? null;
    // Its refunds of this transaction found the new earning already, and took all that was due.
    if (!before && (!turn.refunds || taken.has(turn.id))) return [];
    return [{ turn, version, standing: before, grant }];
  });
}

const nothingBy = (key: string, { lines, ...grant }: Grant): Grant => ({
  ...grant,
  key,
  credits: [],
  lines: lines.map(({ line }) => ({ line, ...NOTHING })),
});

/** A correction that moves the order in time, or what its lines earned, takes back the whole and gives it anew. */
function isTurnedAround(change: Change): boolean {
  const { turn, standing, grant } = change;
  if (turn.correctedFromMs === null || !standing) return false;
  const isGiven = grant.credits.some(({ points }) => points > 0);
  if (!isGiven || standing.awards.every(({ points }) => points === 0)) return false;
  if (turn.correctedFromMs !== turn.atMs) return true;
  return !isToldAlike(change);
}

/**
 * The same sums shared otherwise among lines: later refunds take other points, so that it must be told anew. What tells
 * is a posting, and a posting moves something: one point that comes and goes. Empty where sums say it, or nothing is new.
 */
function renewalOf(change: Change): Move[] {
  const { standing, grant } = change;
  if (!standing || isTurnedAround(change) || movesOf(change).length > 0) return [];
  if (isToldAlike(change)) return [];
  const told = grant.credits.find(({ asset, points }) => asset === 'points' && points > 0);
  return told ? [{ ...told, points: 1 }] : [];
}

const isToldAlike = ({ standing, grant }: Change): boolean =>
  JSON.stringify(linesAsTold(grant.lines)) === JSON.stringify(linesAsTold(standing?.perLine ?? []));

/** What it gives now less what it gave. */
function movesOf({ standing, grant }: Change): Move[] {
  if (!standing) return [];
  return differences(grant.credits, standing.awards.map(asCredit));
}

/**
 * What refunds make due of what it gives now, less what they made due of what it gave: taken, so with the other sign.
 * Where refunds were fitted anew, of a guide's reward alone: growth is moved instant by instant, points by the facts.
 */
function dueMovesOf({ turn, standing, grant }: Change): Move[] {
  const { refunds, refitted } = turn;
  if (!refunds && !refitted) return [];
  const due = (lines: readonly EarnedLine[]): Earned =>
    refunds ? totalOf(dueSoFar(refunds, lines)) : NOTHING;
  const dueNow = due(grant.lines);
  // What refunds took before they were fitted anew follows from lines, or refunds, that are no more.
  const dueThen = refitted ? takenOf(standing) : standing ? due(standing.perLine) : NOTHING;
  const isWithdrawn = standing?.isWithdrawn ?? false;
  const share = (credit: Credit, ofRefunds: Earned): Credit => ({
    ...credit,
    // A reward that people withdrew is taken whole, whatever it is.
    points:
      isWithdrawn && credit.asset === 'guide_points' ? credit.points : amountOf(ofRefunds, credit.asset),
  });
  const taken = (standing?.awards ?? []).map((award) => share(asCredit(award), dueThen));
  const moves = differences(
    taken,
    grant.credits.map((credit) => share(credit, dueNow)),
  );
  return refitted ? moves.filter(({ asset }) => asset === 'guide_points') : moves;
}

/** Growth that refunds which were fitted anew give back, or take, where they happened. */
function refittedMovesOf({ turn, standing, grant }: Change): { atMs: number; move: Move }[] {
  if (!turn.refitted) return [];
  const told = grant.credits.find(({ asset }) => asset === 'growth');
  const was = standing?.awards.find(({ asset }) => asset === 'growth');
  const credit = told ?? (was && asCredit(was));
  if (!credit) return [];
  const moves = refittedGrowth(turn.refitted, grant.lines, standing ? [standing] : []);
  return moves.map(({ atMs, growth }) => ({ atMs, move: { ...credit, points: growth } }));
}

const takenOf = (standing: OrderEarning | null): Earned => ({
  points: standing?.taken.get('points') ?? 0,
  growth: standing?.taken.get('growth') ?? 0,
  guidePoints: standing?.taken.get('guide_points') ?? 0,
});

const asCredit = (award: OrderEarning['awards'][number]): Credit => ({ ...award, lot: null });

/** What is wanted less what is there, by asset, funder and owner, on the terms of what is planned. */
function differences(wanted: readonly Credit[], there: readonly Credit[]): Move[] {
  const moves = new Map<string, Move>();
  const add = (credit: Credit, sign: 1 | -1): void => {
    const { asset, funder, owner } = credit;
    const whose = owner.kind === 'guide' ? owner.id : 0;
    const key = [asset, funder.kind, funder.id, owner.kind, whose].join(':');
    const known = moves.get(key);
    moves.set(key, {
      ...credit,
      lot: known?.lot ?? credit.lot,
      points: (known?.points ?? 0) + sign * credit.points,
    });
  };
  for (const one of wanted) add(one, 1);
  for (const one of there) add(one, -1);
  return [...moves.values()].filter(({ points }) => points !== 0);
}

function upPosting(
  brandId: number,
  change: Change,
  about: About,
  moves: readonly Move[],
  number: number,
): LedgerPosting {
  return {
    ...headOf(brandId, change, about, number),
    kind: 'settle',
    ...creditEntries(moves.map((move) => ({ ...move, owner: receiverOf(change, move) }))),
  };
}

function downRequest(
  brandId: number,
  change: Change,
  about: About,
  moves: readonly Move[],
  number: number,
): ClawbackRequest {
  const { version, grant } = change;
  return {
    ...headOf(brandId, change, about, number),
    kind: 'settle',
    sourceKey: grant.key,
    parts: moves.map((move) => {
      const part = partOf(move, ownerOf(change, move), version.rules);
      // What the facts make of it, a debt or a loss, is said when the member's lots are put right by them.
      const isPoints = move.asset === 'points';
      return { ...part, ...(isPoints ? { policy: 'unlimited' as const } : {}), due: -move.points };
    }),
  };
}

function headOf(brandId: number, { turn, standing, grant }: Change, about: About, number: number) {
  const { key, reference, occurredAtMs, lines, explanation } = grant;
  const before = standing ? givenBy(standing) : NOTHING;
  const { correctedFromMs, atMs } = turn;
  const isMoved = correctedFromMs !== null && correctedFromMs !== atMs;
  const told = {
    ...(about === 'late' ? { ...explanation, lines: linesAsTold(lines) } : {}),
    rule: about,
    source: key,
    cause: turn.cause,
    causeAtMs: turn.causeAtMs,
    before: asTold(before),
    after: asTold(totalOf(lines)),
    // Of a corrected order that was paid at another time than it was said to be.
    ...(isMoved ? { paidBeforeMs: correctedFromMs, paidAfterMs: atMs } : {}),
  };
  return { brandId, key: `settle:${key}:${number}`, reference, occurredAtMs, explanation: told };
}

const asTold = ({ points, growth, guidePoints }: Earned): ExplanationValue => ({
  points,
  growth,
  guidePoints,
});

/** Who is given something: as of an earning, whom the fact is filed under. */
function receiverOf({ turn }: Change, { owner }: Move): Credit['owner'] {
  const fact = turn.order?.order ?? turn.event?.event;
  return owner.kind === 'guide' || !fact ? owner : { kind: 'member', id: fact.filedUnder };
}

/** Who is taken from. */
function ownerOf(
  { turn }: Change,
  { owner, asset }: Move,
): { readonly kind: 'member' | 'guide'; readonly id: number } {
  if (owner.kind === 'guide') return { kind: 'guide', id: owner.id };
  const fact = turn.order?.order ?? turn.event?.event;
  return fact ? memberOf(asset, fact) : { kind: 'member', id: owner.id };
}
