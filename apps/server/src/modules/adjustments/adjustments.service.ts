import { Injectable } from '@nestjs/common';
import type { ErrorCode } from '@liuliang/contract';
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
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import {
  pageOf,
  type ById,
  type OperatorPrincipal,
  type Page,
  type PageAsk,
  type Refusal,
  type RefusalOf,
  type Refuse,
  type RefuseOf,
} from '../../platform/http';
import { Idempotency } from '../../platform/idempotency';
import { PublicIds } from '../../platform/ids';
import { Outbox } from '../../platform/outbox';
import { runOnce, refusalsAsValues } from '../../platform/run-once';
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
    private readonly queries: AdjustmentsQueries,
    private readonly owners: AdjustmentOwners,
    private readonly customers: CustomersService,
    private readonly brands: BrandsService,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
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
      async (tx, refuse: RefuseOf<'requestAdjustment'>) => {
        const { id } = await this.requestIn(tx, who, asked, refuse);
        return { id };
      },
    );
    if (!kept.ok) return kept;
    const row = await this.db.read((reader) => this.queries.byId(reader, who.brandId, kept.value.id));
    if (!row) throw new Error('An adjustment that was answered is there');
    return ok(row.needsSecond === 1 ? { ...row, ...UNDECIDED } : row);
  }

  /** A second person approves, which posts it. */
  async approve(
    who: OperatorPrincipal,
    id: number,
    note: string,
  ): Promise<Result<AdjustmentRow, RefusalOf<'approveAdjustment'>>> {
    return this.decide(who, id, { move: 'approve', note }, (tx, row, refuse: ApprovalRefuse) => {
      if (row.points > 0 && row.expiresAtMs <= this.db.nowMs()) refuse('ADJUSTMENT_EXPIRY_PAST');
      return this.post(tx, row, refuse);
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
    return this.db.run(
      'adjustments.withdraw',
      async (tx): Promise<Result<AdjustmentRow, RefusalOf<'withdrawAdjustment'>>> => {
        const row = await this.queries.byId(tx, who.brandId, id);
        if (!row || row.requestedBy !== who.operatorId) return fail({ code: 'ADJUSTMENT_UNKNOWN' });
        if (row.state === 'withdrawn') return ok(row);
        return this.settle(tx, who, row, { move: 'withdraw', note: '' }, NOTHING_POSTED);
      },
    );
  }

  private async requestIn(
    tx: Tx,
    who: OperatorPrincipal,
    asked: AdjustmentAsked,
    refuse: RefuseOf<'requestAdjustment'>,
  ): Promise<AdjustmentRow> {
    const owner = await this.ownerOf(tx, who.brandId, asked.ownerId, refuse);
    const draft = this.draftOf(who, owner, asked);
    const earlier = await this.queries.byKey(tx, who.brandId, draft.requestKey);
    if (earlier) return isSame(earlier, draft) ? earlier : refuse('IDEMPOTENCY_KEY_REUSED');
    const { limitPoints, maxPoints } = settingsOf(await this.brands.byId(tx, who.brandId), adjustmentLimits);
    check(owner, draft, maxPoints, refuse);
    const alone = await this.queries.aloneSince(tx, draft, draft.requestedAtMs - ALONE_MS);
    const needsSecond = Math.abs(draft.points) + alone > limitPoints;
    const row: AdjustmentRow = needsSecond
      ? { ...draft, needsSecond: 1 }
      : { ...draft, state: 'posted', decidedBy: who.operatorId, decidedAtMs: draft.requestedAtMs };
    if (!(await this.queries.insert(tx, row))) refuse('REQUEST_IN_PROGRESS');
    const posted = needsSecond ? row : { ...row, transactionId: await this.post(tx, row, refuse) };
    await this.note(tx, who, row, needsSecond ? 'adjustment.requested' : 'adjustment.posted');
    return posted;
  }

  /** @param post what a decision brings about; answers the id of its transaction, 0 for none */
  private async decide<C extends ErrorCode = never>(
    who: OperatorPrincipal,
    id: number,
    to: { readonly move: 'approve' | 'refuse'; readonly note: string },
    post: (tx: Tx, row: AdjustmentRow, refuse: Refuse<C>) => Promise<number>,
  ): Promise<Result<AdjustmentRow, Refusal<C | DecisionCode>>> {
    return refusalsAsValues((refuse: Refuse<C | DecisionCode>) =>
      this.db.run('adjustments.decide', async (tx): Promise<Result<AdjustmentRow, Refusal<DecisionCode>>> => {
        const row = await this.queries.byId(tx, who.brandId, id);
        if (!row) return fail({ code: 'ADJUSTMENT_UNKNOWN' });
        if (row.requestedBy === who.operatorId) return fail({ code: 'ADJUSTMENT_SECOND_PERSON' });
        // The answer was lost and the same person says the same again.
        if (row.state === adjustmentLifecycle.moves[to.move].to && row.decidedBy === who.operatorId)
          return ok(row);
        const owner = await this.lockOwner(tx, row.brandId, { kind: row.ownerKind, id: row.ownerId });
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
    const moved = await this.queries.states.move(tx, row, move, stamps);
    if (moved.kind === 'elsewhere') return fail({ code: 'ADJUSTMENT_DECIDED', state: moved.state });
    const transactionId = await post();
    const { to: state } = adjustmentLifecycle.moves[move];
    await this.note(tx, who, row, `adjustment.${state}`);
    return ok({ ...row, ...stamps, state, transactionId });
  }

  /** Posts, or refuses by throwing: whatever was written before is taken back. @returns the transaction's id */
  private async post(tx: Tx, row: AdjustmentRow, refuse: Refuse<'POINTS_INSUFFICIENT'>): Promise<number> {
    const [posted] = await this.ledger.post(tx, [adjustmentPosting(row, this.db.nowMs())]);
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

  private draftOf(who: OperatorPrincipal, owner: Owner, asked: AdjustmentAsked): AdjustmentRow {
    return {
      id: this.db.nextId(),
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
      requestedAtMs: this.db.nowMs(),
      decidedBy: 0,
      decidedAtMs: 0,
      decisionNote: '',
      transactionId: 0,
    };
  }

  private async ownerOf(
    tx: Tx,
    brandId: number,
    publicId: string,
    refuse: RefuseOf<'requestAdjustment'>,
  ): Promise<Owner> {
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

  byId(brandId: number, id: number): Promise<Result<AdjustmentRow, RefusalOf<'adjustment'>>> {
    return this.db.read(async (reader): Promise<Result<AdjustmentRow, RefusalOf<'adjustment'>>> => {
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

function check(
  owner: Owner,
  { asset, points, expiresAtMs, requestedAtMs }: AdjustmentRow,
  max: number,
  refuse: RefuseOf<'requestAdjustment'>,
): void {
  if (points === 0) refuse('INPUT_INVALID', { faults: [{ field: 'body.points', fault: 'zero' }] });
  if (!isAssetOf(owner, asset)) refuse('ADJUSTMENT_ASSET_WRONG');
  if (Math.abs(points) > max) refuse('ADJUSTMENT_TOO_LARGE', { maxPoints: max });
  if (points > 0 && expiresAtMs <= requestedAtMs) refuse('ADJUSTMENT_EXPIRY_PAST');
}
