import { Injectable } from '@nestjs/common';
import type { ErrorCode } from '@liuliang/contract';
import {
  adjustmentFault,
  adjustmentLifecycle,
  ALONE_MS,
  fail,
  adjustmentNeedsSecond,
  NEVER_MS,
  ok,
  type AdjustmentAsk,
  type Asset,
  type MoveOf,
  type Result,
} from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { OperatorPrincipal, Refusal, RefusalOf, Refuse, RefuseOf } from '../../platform/http';
import { refuseWith } from '../../platform/http/refusal';
import { Idempotency } from '../../platform/idempotency';
import { refusalsAsValues, runOnce, sameRequest } from '../../platform/run-once';
import { BrandsService } from '../brands';
import { PointsOwners } from '../points';
import { adjustmentStates, pointsAloneSince } from './adjustments.queries';
import { AdjustmentBooks } from './books.service';
import { adjustments, type AdjustmentRow } from './entities';
import { AdjustmentOwners } from './owners';
import { adjustmentLimits } from './settings';

export interface AdjustmentAsked {
  readonly key: string;
  readonly ownerId: string;
  readonly asset: Asset;
  readonly points: number;
  readonly expiresAtMs: number | null;
  readonly reason: string;
}

/** One of many that were asked for, and decided about, together. */
export interface AdjustmentOfMany {
  readonly key: string;
  readonly customerId: number;
  readonly asset: Asset;
  readonly points: number;
  readonly expiresAtMs: number;
  readonly reason: string;
  readonly requestedBy: number;
  readonly decidedBy: number;
  /** Whether a second person agreed to all of them. */
  readonly needsSecond: boolean;
}

/** How one that waits for a second person was answered. */
const UNDECIDED = {
  state: 'waiting',
  decidedBy: 0,
  decidedAtMs: 0,
  decisionNote: '',
  transactionId: 0,
} as const;

const NOTHING_POSTED = async (): Promise<number> => 0;

type DecisionCode = 'ADJUSTMENT_UNKNOWN' | 'ADJUSTMENT_SECOND_PERSON' | 'ADJUSTMENT_DECIDED';
type ApprovalRefuse = Refuse<'ADJUSTMENT_EXPIRY_PAST' | 'POINTS_INSUFFICIENT'>;

/**
 * Points given or taken by hand (INV-32). ADJUSTMENTS-1: above the brand's limit nothing is posted without a second
 * person. ADJUSTMENTS-2: an adjustment is decided once, and its posting and its row of the audit log commit with the
 * decision. Order of locks: customer, adjustment, accounts, the audit log.
 */
@Injectable()
export class Adjustments {
  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly named: AdjustmentOwners,
    private readonly owners: PointsOwners,
    private readonly brands: BrandsService,
    private readonly books: AdjustmentBooks,
  ) {}

  /** Asks for an adjustment: posted at once within the limit, else it waits. The same key again answers the same. */
  async request(
    who: OperatorPrincipal,
    asked: AdjustmentAsked,
  ): Promise<Result<AdjustmentRow, RefusalOf<'requestAdjustment'>>> {
    const { key, ownerId, asset, points, expiresAtMs, reason } = asked;
    const request = {
      principal: `operator:${who.operatorId}`,
      operation: 'adjustments.request',
      key,
      content: [ownerId, asset, points, expiresAtMs, reason],
    };
    const kept = await runOnce(
      this.db,
      this.idempotency,
      request,
      async (tx, refuse: RefuseOf<'requestAdjustment'>) => this.requestIn(tx, who, asked, refuse),
    );
    if (!kept.ok) return kept;
    const { id } = kept.value;
    const row = await this.db.read((reader) => adjustments.one(reader, who.brandId, { id }));
    if (!row) throw new Error('An adjustment that was answered is there');
    return ok(row.needsSecond ? { ...row, ...UNDECIDED } : row);
  }

  /** A second person approves, which posts it. */
  async approve(
    who: OperatorPrincipal,
    id: number,
    note: string,
  ): Promise<Result<AdjustmentRow, RefusalOf<'approveAdjustment'>>> {
    return this.decide(who, id, { move: 'approve', note }, (tx, row, refuse: ApprovalRefuse) => {
      if (row.points > 0 && row.expiresAtMs <= this.db.nowMs()) refuse('ADJUSTMENT_EXPIRY_PAST');
      return this.books.post(tx, row, refuse);
    });
  }

  async refuse(
    who: OperatorPrincipal,
    id: number,
    note: string,
  ): Promise<Result<AdjustmentRow, RefusalOf<'refuseAdjustment'>>> {
    return this.decide(who, id, { move: 'refuse', note }, NOTHING_POSTED);
  }

  /** Whoever asked thinks better of it. */
  async withdraw(
    who: OperatorPrincipal,
    id: number,
  ): Promise<Result<AdjustmentRow, RefusalOf<'withdrawAdjustment'>>> {
    return this.db.run('adjustments.withdraw', async (tx) => {
      const row = await adjustments.one(tx, who.brandId, { id });
      if (!row || row.requestedBy !== who.operatorId) return fail({ code: 'ADJUSTMENT_UNKNOWN' });
      if (row.state === 'withdrawn') return ok(row);
      return this.settle(tx, who, row, { move: 'withdraw', note: '' }, NOTHING_POSTED);
    });
  }

  /**
   * Posts one of many, once for its key, by the rules of a single one. Whoever decided about all of them writes to the audit log.
   * @throws RefusalError with why it cannot be
   * @returns the id of the adjustment
   */
  async postOne(tx: Tx, brandId: number, asked: AdjustmentOfMany): Promise<number> {
    const { key, customerId, asset, points, expiresAtMs, reason } = asked;
    const { requestedBy, decidedBy, needsSecond } = asked;
    const owner = await this.owners.lock(tx, { brandId, kind: 'member', id: customerId });
    const requestKey = Buffer.from(`${requestedBy}:${key}`);
    const earlier = await adjustments.one(tx, brandId, { requestKey });
    if (earlier) return earlier.id;
    const nowMs = this.db.nowMs();
    const own = { ownerKind: 'member' as const, ownerId: owner.id, asset, points, expiresAtMs, reason };
    const by = { brandId, requestedBy, requestedAtMs: nowMs };
    const { fault, isTooMuchAlone } = await this.judged(tx, { ...own, ...by });
    if (fault) refuseWith(fault.code, fault);
    if (!needsSecond && isTooMuchAlone) refuseWith('ADJUSTMENT_SECOND_PERSON');
    const decided = { ...UNDECIDED, state: 'posted', decidedBy, decidedAtMs: nowMs } as const;
    const row = { id: this.db.nextId(), requestKey, ...own, ...by, needsSecond, ...decided };
    await adjustments.insert(tx, [row]);
    await this.books.post(tx, row, refuseWith);
    return row.id;
  }

  private async requestIn(
    tx: Tx,
    who: OperatorPrincipal,
    { key, ownerId, asset, points, expiresAtMs, reason }: AdjustmentAsked,
    refuse: RefuseOf<'requestAdjustment'>,
  ): Promise<{ id: number }> {
    const { brandId, operatorId } = who;
    const found = await this.named.find(tx, brandId, ownerId);
    if (!found.ok) refuse(found.error.code);
    const owner = await this.owners.lock(tx, { brandId, ...found.value });
    const asked = {
      ownerKind: owner.kind,
      ownerId: owner.id,
      asset,
      points,
      expiresAtMs: expiresAtMs ?? NEVER_MS,
      reason,
    };
    const requestKey = Buffer.from(`${operatorId}:${key}`);
    const earlier = sameRequest(await adjustments.one(tx, brandId, { requestKey }), asked, refuse);
    if (earlier) return { id: earlier.id };
    const nowMs = this.db.nowMs();
    if (points === 0) refuse('INPUT_INVALID', { faults: [{ field: 'body.points', fault: 'zero' }] });
    const by = { brandId, requestedBy: operatorId, requestedAtMs: nowMs };
    const { fault, isTooMuchAlone: needsSecond } = await this.judged(tx, { ...asked, ...by });
    if (fault) refuse(fault.code, fault);
    const decided = needsSecond
      ? UNDECIDED
      : ({ ...UNDECIDED, state: 'posted', decidedBy: operatorId, decidedAtMs: nowMs } as const);
    const row = { id: this.db.nextId(), requestKey, ...asked, ...by, needsSecond, ...decided };
    if (!(await adjustments.insertNew(tx, row))) refuse('REQUEST_IN_PROGRESS');
    if (!needsSecond) await this.books.post(tx, row, refuse);
    await this.books.note(tx, who, row, needsSecond ? 'adjustment.requested' : 'adjustment.posted');
    return { id: row.id };
  }

  /** By the limits of the brand: why it cannot be, and whether its asker moves too much with nobody else. */
  private async judged(
    tx: Tx,
    asked: Parameters<typeof pointsAloneSince>[1] & AdjustmentAsk & { readonly requestedAtMs: number },
  ) {
    const { limitPoints, maxPoints } = settingsOf(
      await this.brands.byId(tx, asked.brandId),
      adjustmentLimits,
    );
    const alone = await pointsAloneSince(tx, asked, asked.requestedAtMs - ALONE_MS);
    return {
      fault: adjustmentFault(asked, maxPoints, asked.requestedAtMs),
      isTooMuchAlone: adjustmentNeedsSecond(asked.points, alone, limitPoints),
    };
  }

  /** @param post what a decision brings about; answers the id of its transaction, 0 for none */
  private async decide<C extends ErrorCode = never>(
    who: OperatorPrincipal,
    id: number,
    to: { readonly move: 'approve' | 'refuse'; readonly note: string },
    post: (tx: Tx, row: AdjustmentRow, refuse: Refuse<C>) => Promise<number>,
  ): Promise<Result<AdjustmentRow, Refusal<C | DecisionCode>>> {
    return refusalsAsValues((refuse: Refuse<C | DecisionCode>) =>
      this.db.run('adjustments.decide', async (tx) => {
        const row = await adjustments.one(tx, who.brandId, { id });
        if (!row) return fail({ code: 'ADJUSTMENT_UNKNOWN' });
        if (row.requestedBy === who.operatorId) return fail({ code: 'ADJUSTMENT_SECOND_PERSON' });
        // The answer was lost and the same person says the same again.
        if (row.state === adjustmentLifecycle.moves[to.move].to && row.decidedBy === who.operatorId)
          return ok(row);
        const { brandId, ownerKind: kind, ownerId } = row;
        const owner = await this.owners.lock(tx, { brandId, kind, id: ownerId });
        const owned = { ...row, ownerId: owner.id };
        return this.settle(tx, who, owned, to, () => post(tx, owned, refuse));
      }),
    );
  }

  private async settle(
    tx: Tx,
    who: OperatorPrincipal,
    row: AdjustmentRow,
    { move, note }: { readonly move: MoveOf<typeof adjustmentLifecycle>; readonly note: string },
    post: () => Promise<number>,
  ): Promise<Result<AdjustmentRow, Refusal<'ADJUSTMENT_DECIDED'>>> {
    const stamps = { decidedBy: who.operatorId, decidedAtMs: this.db.nowMs(), decisionNote: note };
    const moved = await adjustmentStates.move(tx, row, move, stamps);
    const { to: state } = adjustmentLifecycle.moves[move];
    if (moved.kind === 'elsewhere') {
      // The same person said the same at the same time, and the other request came first: one effect, one answer.
      const now = moved.state === state && (await adjustments.one(tx, row.brandId, { id: row.id }));
      return now && now.decidedBy === who.operatorId
        ? ok(now)
        : fail({ code: 'ADJUSTMENT_DECIDED', state: moved.state });
    }
    const transactionId = await post();
    await this.books.note(tx, who, row, `adjustment.${state}`);
    return ok({ ...row, ...stamps, state, transactionId });
  }
}
