import { Inject, Injectable } from '@nestjs/common';
import {
  adjustmentLifecycle,
  DAY_MS,
  fail,
  NEVER_MS,
  ok,
  type Asset,
  type MoveOf,
  type Result,
} from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { settingsOf } from '../../platform/areas';
import type { Clock } from '../../platform/clock';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import {
  pageOf,
  refuse,
  type ById,
  type OperatorPrincipal,
  type Page,
  type PageAsk,
  type Refusal,
} from '../../platform/http';
import { Idempotency } from '../../platform/idempotency';
import { IdSource, PublicIds } from '../../platform/ids';
import { Outbox } from '../../platform/outbox';
import { runOnce, refusalsAsValues } from '../../platform/run-once';
import { CLOCK } from '../../platform/tokens';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { CustomersService } from '../members';
import { Ledger } from '../ledger';
import { AdjustmentsQueries, type AdjustmentRow, type AdjustmentState } from './adjustments.queries';
import { AdjustmentOwners, isAssetOf, type Owner } from './owners';
import { adjustmentPosting } from './postings';
import { adjustmentLimits } from './settings';

export interface AdjustmentAsked {
  readonly key: string;
  readonly ownerId: string;
  readonly asset: Asset;
  readonly points: number;
  readonly expiresAtMs: number | null;
  readonly reason: string;
}

/** Small adjustments of one operator to one owner add up over this long: a limit that is met in slices is none. */
const ALONE_MS = DAY_MS;

/** How one that waits for a second person was answered. */
const UNDECIDED = {
  state: 'waiting',
  decidedBy: 0,
  decidedAtMs: 0,
  decisionNote: '',
  transactionId: 0,
} as const;

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
    private readonly queries: AdjustmentsQueries,
    private readonly owners: AdjustmentOwners,
    private readonly customers: CustomersService,
    private readonly brands: BrandsService,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly ids: IdSource,
    private readonly publicIds: PublicIds,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Asks for an adjustment: posted at once within the limit, else it waits. The same key again answers the same. */
  async request(who: OperatorPrincipal, asked: AdjustmentAsked): Promise<Result<AdjustmentRow, Refusal>> {
    const { key, ownerId, asset, points, expiresAtMs, reason } = asked;
    const request = {
      principal: `operator:${who.operatorId}`,
      operation: 'adjustments.request',
      key,
      content: [ownerId, asset, points, expiresAtMs, reason],
    };
    const kept = await runOnce(this.db, this.idempotency, request, async (tx) => {
      const { id } = await this.requestIn(tx, who, asked);
      return { id };
    });
    if (!kept.ok) return kept;
    const row = await this.db.read((reader) => this.queries.byId(reader, who.brandId, kept.value.id));
    if (!row) throw new Error('An adjustment that was answered is there');
    return ok(row.needsSecond === 1 ? { ...row, ...UNDECIDED } : row);
  }

  /** A second person approves, which posts it. */
  async approve(who: OperatorPrincipal, id: number, note: string): Promise<Result<AdjustmentRow, Refusal>> {
    return this.decide(who, id, 'approve', note);
  }

  async refuse(who: OperatorPrincipal, id: number, note: string): Promise<Result<AdjustmentRow, Refusal>> {
    return this.decide(who, id, 'refuse', note);
  }

  /** Whoever asked thinks better of it. */
  async withdraw(who: OperatorPrincipal, id: number): Promise<Result<AdjustmentRow, Refusal>> {
    return this.db.run('adjustments.withdraw', async (tx): Promise<Result<AdjustmentRow, Refusal>> => {
      const row = await this.queries.byId(tx, who.brandId, id);
      if (!row || row.requestedBy !== who.operatorId) return fail({ code: 'ADJUSTMENT_UNKNOWN' });
      if (row.state === 'withdrawn') return ok(row);
      return this.settle(tx, who, row, 'withdraw', '');
    });
  }

  private async requestIn(tx: Tx, who: OperatorPrincipal, asked: AdjustmentAsked): Promise<AdjustmentRow> {
    const owner = await this.ownerOf(tx, who.brandId, asked.ownerId);
    const draft = this.draftOf(who, owner, asked);
    const earlier = await this.queries.byKey(tx, who.brandId, draft.requestKey);
    if (earlier) return isSame(earlier, draft) ? earlier : refuse('IDEMPOTENCY_KEY_REUSED');
    const { limitPoints, maxPoints } = settingsOf(await this.brands.byId(tx, who.brandId), adjustmentLimits);
    this.check(owner, draft, maxPoints);
    const alone = await this.queries.aloneSince(tx, draft, draft.requestedAtMs - ALONE_MS);
    const needsSecond = Math.abs(draft.points) + alone > limitPoints;
    const row: AdjustmentRow = needsSecond
      ? { ...draft, needsSecond: 1 }
      : { ...draft, state: 'posted', decidedBy: who.operatorId, decidedAtMs: draft.requestedAtMs };
    if (!(await this.queries.insert(tx, row))) refuse('REQUEST_IN_PROGRESS');
    const posted = needsSecond ? row : { ...row, transactionId: await this.post(tx, row) };
    await this.note(tx, who, row, needsSecond ? 'adjustment.requested' : 'adjustment.posted');
    return posted;
  }

  private async decide(
    who: OperatorPrincipal,
    id: number,
    move: 'approve' | 'refuse',
    note: string,
  ): Promise<Result<AdjustmentRow, Refusal>> {
    return refusalsAsValues(() =>
      this.db.run('adjustments.decide', async (tx): Promise<Result<AdjustmentRow, Refusal>> => {
        const row = await this.queries.byId(tx, who.brandId, id);
        if (!row) return fail({ code: 'ADJUSTMENT_UNKNOWN' });
        if (row.requestedBy === who.operatorId) return fail({ code: 'ADJUSTMENT_SECOND_PERSON' });
        // The answer was lost and the same person says the same again.
        if (row.state === adjustmentLifecycle.moves[move].to && row.decidedBy === who.operatorId)
          return ok(row);
        const owner = await this.lockOwner(tx, row.brandId, { kind: row.ownerKind, id: row.ownerId });
        return this.settle(tx, who, { ...row, ownerId: owner.id }, move, note);
      }),
    );
  }

  private async settle(
    tx: Tx,
    who: OperatorPrincipal,
    row: AdjustmentRow,
    move: MoveOf<typeof adjustmentLifecycle>,
    decisionNote: string,
  ): Promise<Result<AdjustmentRow, Refusal>> {
    const atMs = this.clock.nowMs();
    const stamps = { decidedBy: who.operatorId, decidedAtMs: atMs, decisionNote };
    const moved = await this.queries.states.move(tx, row, move, stamps);
    if (moved.kind === 'elsewhere') return fail({ code: 'ADJUSTMENT_DECIDED', state: moved.state });
    const decided = { ...row, ...stamps, state: adjustmentLifecycle.moves[move].to };
    if (move === 'approve') {
      if (row.points > 0 && row.expiresAtMs <= atMs) refuse('ADJUSTMENT_EXPIRY_PAST');
      decided.transactionId = await this.post(tx, row);
    }
    await this.note(tx, who, row, `adjustment.${decided.state}`);
    return ok(decided);
  }

  /** Posts, or refuses by throwing: whatever was written before is taken back. @returns the transaction's id */
  private async post(tx: Tx, row: AdjustmentRow): Promise<number> {
    const [posted] = await this.ledger.post(tx, [adjustmentPosting(row, this.clock.nowMs())]);
    if (!posted) throw new Error('A posting had no answer');
    if (!posted.ok) {
      const { code, ...data } = posted.error;
      if (code === 'POINTS_INSUFFICIENT') refuse('POINTS_INSUFFICIENT', data);
      throw new Error(`ADJUSTMENTS-2: an adjustment that was checked could not be posted: ${code}`);
    }
    await this.queries.setTransaction(tx, row, posted.value.id);
    this.outbox.announce(tx, row.brandId, 'adjustments.posted.v1', [row.id]);
    return posted.value.id;
  }

  private check(
    owner: Owner,
    { asset, points, expiresAtMs, requestedAtMs }: AdjustmentRow,
    max: number,
  ): void {
    if (points === 0) refuse('INPUT_INVALID', { faults: [{ field: 'body.points', fault: 'zero' }] });
    if (!isAssetOf(owner, asset)) refuse('ADJUSTMENT_ASSET_WRONG');
    if (Math.abs(points) > max) refuse('ADJUSTMENT_TOO_LARGE', { maxPoints: max });
    if (points > 0 && expiresAtMs <= requestedAtMs) refuse('ADJUSTMENT_EXPIRY_PAST');
  }

  private draftOf(who: OperatorPrincipal, owner: Owner, asked: AdjustmentAsked): AdjustmentRow {
    return {
      id: this.ids.next(),
      brandId: who.brandId,
      requestKey: Buffer.from(`${who.operatorId}:${asked.key}`),
      ownerKind: owner.kind,
      ownerId: owner.id,
      asset: asked.asset,
      points: asked.points,
      expiresAtMs: asked.expiresAtMs ?? NEVER_MS,
      reason: asked.reason,
      state: 'waiting',
      needsSecond: 0,
      requestedBy: who.operatorId,
      requestedAtMs: this.clock.nowMs(),
      decidedBy: 0,
      decidedAtMs: 0,
      decisionNote: '',
      transactionId: 0,
    };
  }

  private async ownerOf(tx: Tx, brandId: number, publicId: string): Promise<Owner> {
    const found = await this.owners.find(tx, brandId, publicId);
    if (!found.ok) refuse(found.error.code);
    return this.lockOwner(tx, brandId, found.value);
  }

  /** Locks a customer and answers who it stands for today; a guide's balance is locked by its account alone. */
  private async lockOwner(tx: Tx, brandId: number, owner: Owner): Promise<Owner> {
    if (owner.kind === 'guide') return owner;
    const kept = await this.customers.lock(tx, { id: brandId }, [owner.id]);
    return { ...owner, id: kept.get(owner.id) ?? owner.id };
  }

  private async note(tx: Tx, who: OperatorPrincipal, row: AdjustmentRow, action: string): Promise<void> {
    await this.audit.record(tx, {
      brandId: who.brandId,
      actor: actorOf(who),
      action,
      subject: this.publicIds.encode('adj', row.id),
      detail: { owner: `${row.ownerKind}:${row.ownerId}`, asset: row.asset, points: row.points },
    });
  }

  /** Adjustments of a brand, newest first. */
  async latest(
    brandId: number,
    filter: { readonly state?: AdjustmentState | undefined; readonly ownerId?: string | undefined },
    { after, limit }: PageAsk<ById>,
  ): Promise<Page<AdjustmentRow, ById>> {
    return this.db.read(async (reader) => {
      const owner =
        filter.ownerId === undefined ? undefined : await this.filed(reader, brandId, filter.ownerId);
      if (owner === null) return { items: [], next: null };
      const belowId = after?.id ?? Number.MAX_SAFE_INTEGER;
      const filed = { state: filter.state, owner };
      const rows = await this.queries.latest(reader, brandId, filed, belowId, limit + 1);
      return pageOf(rows, limit, ({ id }) => ({ id }));
    });
  }

  byId(brandId: number, id: number): Promise<Result<AdjustmentRow, Refusal>> {
    return this.db.read(async (reader): Promise<Result<AdjustmentRow, Refusal>> => {
      const row = await this.queries.byId(reader, brandId, id);
      return row ? ok(row) : fail({ code: 'ADJUSTMENT_UNKNOWN' });
    });
  }

  private async filed(reader: Reader, brandId: number, publicId: string) {
    const found = await this.owners.find(reader, brandId, publicId);
    if (!found.ok) return null;
    return { kind: found.value.kind, ids: await this.owners.family(reader, brandId, found.value) };
  }
}

const isSame = (a: AdjustmentRow, b: AdjustmentRow): boolean =>
  a.ownerKind === b.ownerKind &&
  a.ownerId === b.ownerId &&
  a.asset === b.asset &&
  a.points === b.points &&
  a.expiresAtMs === b.expiresAtMs &&
  a.reason === b.reason;
