import { Injectable } from '@nestjs/common';
import {
  accountOf,
  assert,
  byExpiry,
  fail,
  giveBack,
  isOverdue,
  lapseKey,
  ok,
  ownerOfRow,
  partsCaptured,
  substitutesAmong,
  type AccountRef,
  type Asset,
  type HoldPurpose,
  type HoldState,
  type LotTerms,
  type OwnerRef,
  type PointsOwner,
  type Result,
} from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import { LateFacts } from './late-facts';
import { Ledger } from './ledger';
import {
  anyHold,
  anyLot,
  anyTransaction,
  ledgerAccounts,
  lotMoves,
  pointsHolds,
  type HoldRow,
} from './entities';
import { effectOf } from './lot-reader';
import { stateOf } from './lot-rows';
import {
  accountRefOf,
  explanationOf,
  type Explanation,
  type LedgerPosting,
  type LedgerRefusal,
} from './posting-rows';
import { LedgerQueries } from './queries';

/** A hold by time: one that nobody settled before its limit has lapsed, whether that is posted yet or not. */
export interface HoldView {
  readonly id: number;
  readonly key: string;
  readonly state: HoldState;
  readonly points: number;
  readonly captured: number;
  /** Of the captured points, what refunds of the spend gave back. */
  readonly restored: number;
  readonly expiresAtMs: number;
}

export interface PlaceHold {
  readonly brandId: number;
  /** Idempotency key of the caller, unique among all postings of the brand. */
  readonly key: string;
  readonly owner: PointsOwner;
  readonly asset: Asset;
  readonly points: number;
  readonly purpose: HoldPurpose;
  readonly untilMs: number;
  readonly occurredAtMs?: number;
  readonly explanation?: Explanation;
}

/** Where captured points go: to HQ, to what HQ owes a store, or to another member. */
export type CaptureTarget =
  | { readonly kind: 'redemption' }
  | { readonly kind: 'store'; readonly storeId: number }
  | { readonly kind: 'member'; readonly id: number };

export interface CaptureHold {
  readonly brandId: number;
  readonly key: string;
  readonly to: CaptureTarget;
  /** All of them unless said; the rest is released. */
  readonly points?: number;
  readonly explanation?: Explanation;
}

export interface ReleaseHold {
  readonly brandId: number;
  readonly key: string;
  readonly reason: string;
  /** Days that points get whose lots have expired meanwhile, 0: they expire at once. Absent: as the programme says. */
  readonly reinstateDays?: number;
}

export interface RestoreSpend {
  readonly brandId: number;
  readonly holdKey: string;
  /** Idempotency key of the refund. */
  readonly key: string;
  readonly points: number;
  readonly occurredAtMs: number;
  readonly reinstateDays?: number;
}

type Unknown = { readonly code: 'HOLD_UNKNOWN' };
export type PlaceRefusal =
  | { readonly code: 'POINTS_INSUFFICIENT'; readonly pointsMissing: number }
  | { readonly code: 'POINTS_IN_DEBT'; readonly debt: number }
  | { readonly code: 'LEDGER_KEY_REUSED' };
export type SettleRefusal =
  Unknown | { readonly code: 'HOLD_SETTLED'; readonly state: HoldState } | { readonly code: 'HOLD_LAPSED' };
export type CaptureRefusal = SettleRefusal | { readonly code: 'CAPTURE_EXCEEDS'; readonly points: number };
export type RestoreRefusal =
  | Unknown
  | { readonly code: 'HOLD_SETTLED'; readonly state: HoldState }
  | { readonly code: 'RESTORE_EXCEEDS'; readonly pointsLeft: number }
  | { readonly code: 'LEDGER_KEY_REUSED' };

const DAY_MS = 86_400_000;

/** What a programme says of spending; ends are those of local days. */
export interface SpendTerms {
  /**
   * Until when points last that come back at an instant after their expiry; null: they expire at once.
   * @param days instead of the programme's own
   */
  reinstatedTo(reader: Reader, brandId: number, atMs: number, days?: number): Promise<number | null>;
  /** Where redeeming moves the end of a member's points; null: it does not. */
  redeemingExtendsTo(reader: Reader, brandId: number, atMs: number): Promise<number | null>;
}

const NO_PROGRAMME: SpendTerms = {
  reinstatedTo: (_reader, _brandId, atMs, days = 0) =>
    Promise.resolve(days === 0 ? null : atMs + days * DAY_MS),
  redeemingExtendsTo: () => Promise.resolve(null),
};

/**
 * Hold, then capture or release: the one way to spend points (HANDBOOK 9). Everything runs in the caller's
 * transaction; whoever wants a hold without one posts the kinds `hold`, `capture` and `release` through the writer.
 * What is held is protected from expiry until it is given back.
 */
@Injectable()
export class Holds {
  private programme = NO_PROGRAMME;

  constructor(
    private readonly ledger: Ledger,
    private readonly queries: LedgerQueries,
    private readonly lateFacts: LateFacts,
  ) {}

  /** Lets the area that knows the rules say what the programme makes of spending. */
  programmeBy(terms: SpendTerms): void {
    this.programme = terms;
  }

  /** Moves points from available to held. The same key with the same content answers the same hold. */
  async place(tx: Tx, asked: PlaceHold): Promise<Result<HoldView, PlaceRefusal>> {
    const { brandId, key, owner, asset, points, purpose, untilMs, explanation = {} } = asked;
    const own = { brandId, owner, asset };
    const [result] = await this.ledger.post(tx, [
      {
        brandId,
        key,
        kind: 'hold',
        reference: { kind: 'manual', id: '0' },
        entries: [
          { account: accountOf(own, 'available'), amount: -points },
          { account: accountOf(own, 'held'), amount: points },
        ],
        hold: { purpose, untilMs },
        occurredAtMs: asked.occurredAtMs ?? tx.nowMs(),
        explanation,
      },
    ]);
    if (result?.ok) {
      const row = await this.row(tx, asked);
      assert(row !== null, 'POINTS-1', 'a hold that was placed can be read');
      if (!result.value.isReplay && (await this.lateFacts.mayDiffer(tx, own)))
        await this.straighten(tx, row, false);
      return ok(this.viewOf(tx, row));
    }
    const error = refusalOf(result);
    switch (error.code) {
      case 'POINTS_INSUFFICIENT':
      case 'POINTS_IN_DEBT':
      case 'LEDGER_KEY_REUSED':
        return fail(error);
      default:
        throw unexpected(error);
    }
  }

  /** Takes what is held for good. After the time limit it posts the lapse instead, and refuses. */
  async capture(tx: Tx, asked: CaptureHold): Promise<Result<HoldView, CaptureRefusal>> {
    const row = await this.row(tx, asked);
    if (!row) return fail({ code: 'HOLD_UNKNOWN' });
    const points = asked.points ?? row.points;
    if (points > row.points) return fail({ code: 'CAPTURE_EXCEEDS', points: row.points });
    const own = ownerOfRow(row);
    const entries = [
      { account: accountOf(own, 'held'), amount: -row.points },
      { account: targetOf(asked.to, own.asset), amount: points },
      { account: accountOf(own, 'available'), amount: row.points - points },
    ];
    const [result] = await this.ledger.post(tx, [
      {
        ...this.about(tx, row, `capture:${row.id}`),
        kind: 'capture',
        entries: entries.filter(({ amount }) => amount !== 0),
        ...(await this.capturedTerms(tx, row, points)),
        explanation: asked.explanation ?? {},
      },
    ]);
    if (result?.ok) {
      // What a hold kept of a debt can no longer come back; what comes back of it lies in the order of facts.
      const isPlain = points === row.points && !(await this.owes(tx, own));
      if (!result.value.isReplay) await this.straighten(tx, row, isPlain);
      return this.find(tx, asked);
    }
    const error = refusalOf(result);
    if (error.code !== 'HOLD_LAPSED') return fail(settleRefusalOf(error));
    await this.lapse(tx, [row.id]);
    return fail(error);
  }

  /** Gives back what is held, into the lots it came from. A hold that lapsed is given back already. */
  async release(tx: Tx, asked: ReleaseHold): Promise<Result<HoldView, SettleRefusal>> {
    const row = await this.row(tx, asked);
    if (!row) return fail({ code: 'HOLD_UNKNOWN' });
    const own = ownerOfRow(row);
    const nowMs = tx.nowMs();
    const hasLapsed = isOverdue(row, nowMs);
    // A lapse is the same posting whoever makes it, the job too: it knows no terms of a caller.
    const terms = hasLapsed ? {} : await this.reinstatement(tx, row, asked, nowMs);
    const [result] = await this.ledger.post(tx, [
      {
        ...this.about(tx, row, hasLapsed ? lapseKey(row.id) : `release:${row.id}`),
        ...(hasLapsed ? { occurredAtMs: row.expiresAtMs } : {}),
        kind: 'release',
        entries: [
          { account: accountOf(own, 'held'), amount: -row.points },
          { account: accountOf(own, 'available'), amount: row.points },
        ],
        ...terms,
        explanation: { reason: asked.reason },
      },
    ]);
    if (result?.ok) return this.find(tx, asked);
    const error = refusalOf(result);
    const isBack = error.code === 'HOLD_SETTLED' && error.state !== 'captured';
    return isBack ? this.find(tx, asked) : fail(settleRefusalOf(error));
  }

  /**
   * Gives captured points back for a refund of the spend, last taken first, into the lots they came from. What has
   * expired meanwhile expires again in the same transaction, or opens a lot for `reinstateDays` days.
   */
  async restore(
    tx: Tx,
    asked: RestoreSpend,
  ): Promise<Result<{ readonly restored: number; readonly expired: number }, RestoreRefusal>> {
    const row = await this.row(tx, { brandId: asked.brandId, key: asked.holdKey });
    if (!row) return fail({ code: 'HOLD_UNKNOWN' });
    const { points, occurredAtMs } = asked;
    const terms = await this.reinstatement(tx, row, asked, occurredAtMs);
    const expired = terms.lots ? 0 : await this.expiredOf(tx, row, points);
    const source = await this.capturedInto(tx, row);
    if (!source) return fail({ code: 'HOLD_SETTLED', state: this.viewOf(tx, row).state });
    const [result] = await this.ledger.post(tx, [
      {
        ...this.about(tx, row, asked.key),
        kind: 'restore',
        occurredAtMs,
        entries: [
          { account: source, amount: -points },
          { account: accountOf(ownerOfRow(row), 'available'), amount: points },
        ],
        ...terms,
        explanation: { expired },
      },
    ]);
    if (result?.ok) {
      if (!result.value.isReplay) await this.straighten(tx, row, false);
      return ok({ restored: points, expired: await this.saidExpired(tx, result.value.id) });
    }
    const error = refusalOf(result);
    if (
      error.code === 'RESTORE_EXCEEDS' ||
      error.code === 'HOLD_SETTLED' ||
      error.code === 'LEDGER_KEY_REUSED'
    )
      return fail(error);
    throw unexpected(error);
  }

  /** Lapses those of these holds whose time is over; the others stay. @returns how many transactions it posted */
  async lapse(tx: Tx, holdIds: readonly number[]): Promise<number> {
    const rows = await anyHold.select(tx, { id: holdIds });
    const overdue = rows.filter((row) => isOverdue(row, tx.nowMs()));
    return this.ledger.settleDue(tx, overdue.map(ownerOfRow));
  }

  async find(
    reader: Reader,
    asked: { readonly brandId: number; readonly key: string },
  ): Promise<Result<HoldView, Unknown>> {
    const row = await this.row(reader, asked);
    return row ? ok(this.viewOf(reader, row)) : fail({ code: 'HOLD_UNKNOWN' });
  }

  private async row(
    reader: Reader,
    { brandId, key }: { readonly brandId: number; readonly key: string },
  ): Promise<HoldRow | null> {
    return pointsHolds.one(reader, brandId, { holdKey: Buffer.from(key, 'latin1') });
  }

  private viewOf(reader: Reader, row: HoldRow): HoldView {
    return {
      id: row.id,
      key: row.holdKey.toString('latin1'),
      state: isOverdue(row, reader.nowMs()) ? 'lapsed' : row.state,
      points: row.points,
      captured: row.captured,
      restored: row.restored,
      expiresAtMs: row.expiresAtMs,
    };
  }

  private about(
    tx: Tx,
    row: HoldRow,
    key: string,
  ): Pick<LedgerPosting, 'brandId' | 'key' | 'reference' | 'occurredAtMs'> {
    const reference = { kind: 'hold', id: String(row.id) } as const;
    return { brandId: row.brandId, key, reference, occurredAtMs: tx.nowMs() };
  }

  private async reinstatement(
    tx: Tx,
    row: HoldRow,
    { reinstateDays }: { readonly reinstateDays?: number },
    fromMs: number,
  ): Promise<{ lots?: readonly LotTerms[] }> {
    const expiresAtMs = await this.programme.reinstatedTo(tx, row.brandId, fromMs, reinstateDays);
    if (expiresAtMs === null) return {};
    const { owner, asset } = ownerOfRow(row);
    return { lots: [{ owner, asset, activatesAtMs: 0, expiresAtMs, storeId: 0 }] };
  }

  /**
   * Redeeming is an activity where the programme says so: it moves the end of what the member has. What is held and not
   * taken is given back as by a release.
   */
  private async capturedTerms(tx: Tx, row: HoldRow, points: number): Promise<{ lots?: readonly LotTerms[] }> {
    const { owner, asset } = ownerOfRow(row);
    const isMembers = owner.kind === 'member' && asset === 'points';
    const nowMs = tx.nowMs();
    const extendTo = isMembers ? await this.programme.redeemingExtendsTo(tx, row.brandId, nowMs) : null;
    const { lots: [given] = [] } = points < row.points ? await this.reinstatement(tx, row, {}, nowMs) : {};
    if (!given && extendTo === null) return {};
    const terms = given ?? { owner, asset, activatesAtMs: 0, expiresAtMs: 0, storeId: 0 };
    return { lots: [extendTo === null ? terms : { ...terms, extendTo }] };
  }

  private async owes(tx: Tx, { brandId, owner, asset }: OwnerRef): Promise<boolean> {
    const account = { ownerKind: owner.kind, ownerId: owner.id, asset, bucket: 'available' } as const;
    return ((await ledgerAccounts.one(tx, brandId, account, { columns: ['balance'] }))?.balance ?? 0) < 0;
  }

  /** @param isPlain nothing of it can differ from what facts say, unless the member was put right before */
  private async straighten(tx: Tx, row: HoldRow, isPlain: boolean): Promise<void> {
    const { brandId, owner, asset } = ownerOfRow(row);
    if (owner.kind !== 'member' || asset !== 'points') return;
    const cause = { kind: 'hold', id: String(row.id) } as const;
    if (isPlain) await this.lateFacts.again(tx, brandId, [owner.id], cause);
    else await this.lateFacts.straighten(tx, brandId, [owner.id], cause);
  }

  /** The account that the capture credited; it gives the points back. */
  private async capturedInto(tx: Tx, row: HoldRow): Promise<AccountRef | null> {
    if (row.state !== 'captured') return null;
    const entries = await this.queries.entriesOf(tx, [row.settledBy]);
    const credited = entries.filter(({ amount }) => amount > 0).map(accountRefOf);
    const others = credited.filter(
      ({ ownerId, bucket }) => bucket !== 'available' || ownerId !== row.ownerId,
    );
    return others[0] ?? null;
  }

  /** How much of what is given back belongs to lots that have expired. */
  private async expiredOf(tx: Tx, row: HoldRow, points: number): Promise<number> {
    if (row.state !== 'captured') return 0;
    const moves = await lotMoves.select(tx, { transactionId: row.settledBy });
    const moved = moves.map(effectOf);
    const all = await anyLot.select(tx, { id: moved.map(({ lotId }) => lotId) });
    const opened = await anyLot.select(tx, { openedBy: row.settledBy });
    const captured = partsCaptured({ moved }, substitutesAmong(opened.map(stateOf), all.map(stateOf)));
    const parts = new Map(captured.map((part) => [part.lotId, part]));
    const lots = all.filter(({ id }) => parts.has(id)).sort(byExpiry);
    const expired = new Set(lots.filter((lot) => lot.expiresAtMs <= tx.nowMs()).map(({ id }) => id));
    return giveBack(
      lots.flatMap(({ id }) => parts.get(id) ?? []),
      points,
      row.restored,
    )
      .filter(({ lotId }) => expired.has(lotId))
      .reduce((sum, part) => sum + part.points, 0);
  }

  private async saidExpired(tx: Tx, transactionId: number): Promise<number> {
    const row = await anyTransaction.one(tx, { id: transactionId }, { columns: ['explanation'] });
    assert(row !== null, 'POINTS-1', 'a transaction that was posted can be read');
    const { expired } = explanationOf(row.explanation);
    return typeof expired === 'number' ? expired : 0;
  }
}

function targetOf(to: CaptureTarget, asset: Asset): AccountRef {
  switch (to.kind) {
    case 'redemption':
      return { ownerKind: 'system', ownerId: 0, asset, bucket: 'redemption' };
    case 'store':
      return { ownerKind: 'store', ownerId: to.storeId, asset, bucket: 'clearing' };
    case 'member':
      return { ownerKind: 'member', ownerId: to.id, asset, bucket: 'available' };
  }
}

function refusalOf(result: Result<unknown, LedgerRefusal> | undefined): LedgerRefusal {
  assert(result !== undefined && !result.ok, 'POINTS-1', 'every posting is answered');
  return result.error;
}

/** Settled under the same key with other content is settled all the same. */
function settleRefusalOf(error: LedgerRefusal): SettleRefusal {
  switch (error.code) {
    case 'HOLD_UNKNOWN':
    case 'HOLD_LAPSED':
      return error;
    case 'HOLD_SETTLED':
      return error.state === 'lapsed' ? { code: 'HOLD_LAPSED' } : error;
    case 'LEDGER_KEY_REUSED':
      return { code: 'HOLD_SETTLED', state: 'captured' };
    default:
      throw unexpected(error);
  }
}

const unexpected = (error: LedgerRefusal): Error =>
  new Error(`POINTS-1: what a hold moves can be posted: ${error.code}`);
