import { Injectable } from '@nestjs/common';
import type { bulkReasons } from '@liuliang/contract';
import { NEVER_MS } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import { RefusalError } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { Adjustments } from '../adjustments';
import { BindingsService } from '../bindings';
import type { CustomerItem } from '../customer-admin';
import { StaffService } from '../guides';
import { CustomersService } from '../members';
import type { BulkActRow, BulkEntryRow } from './entities';

type Reason = (typeof bulkReasons)[number];
type Deed = BulkActRow['asked']['deed'];
/** What became of one person. */
export type Outcome = Partial<Pick<BulkEntryRow, 'state' | 'reason' | 'guideBefore' | 'adjustmentId'>>;

const failed = (reason: Reason): Outcome => ({ state: 'failed', reason });
const REASON_OF: Readonly<Record<string, Reason>> = {
  ADJUSTMENT_SECOND_PERSON: 'second_person',
  ADJUSTMENT_EXPIRY_PAST: 'expired',
  ADJUSTMENT_TOO_LARGE: 'too_large',
  POINTS_INSUFFICIENT: 'points_too_few',
  CUSTOMER_UNKNOWN: 'gone',
  GUIDE_UNKNOWN: 'guide_left',
  GUIDE_LEFT: 'guide_left',
};

/** What a bulk act does to one person: by the very doors through which the same is done to a single one. */
@Injectable()
export class BulkDeeds {
  constructor(
    private readonly staff: StaffService,
    private readonly bindings: BindingsService,
    private readonly customers: CustomersService,
    private readonly adjusting: Adjustments,
    private readonly publicIds: PublicIds,
  ) {}

  guideOf(deed: Deed): number {
    return deed.kind === 'bind' ? (this.publicIds.decode('gde', deed.guideId) ?? 0) : 0;
  }

  /** Whom the act would not reach, as far as it can be told beforehand. */
  async leftOut(
    tx: Tx,
    { brandId, asked: { deed } }: BulkActRow,
    people: readonly (CustomerItem & { readonly id: number })[],
  ): Promise<Map<number, Reason>> {
    if (deed.kind === 'adjust') {
      const isShort = ({ pointsAvailable }: CustomerItem) => pointsAvailable + deed.points < 0;
      const short = deed.asset === 'points' && deed.points < 0 ? people.filter(isShort) : [];
      return new Map(short.map(({ id }) => [id, 'points_too_few']));
    }
    const guideId = this.guideOf(deed);
    const atMs = tx.nowMs();
    const families = await this.customers.families(
      tx,
      { id: brandId },
      people.map(({ id }) => id),
    );
    const asked = people.map(({ id }) => ({ family: families.get(id) ?? [id], atMs }));
    const guides = await this.bindings.guidesAt(tx, brandId, asked);
    const same = people.filter((_, i) => guides[i]?.guideId === guideId);
    return new Map(same.map(({ id }) => [id, 'same_guide']));
  }

  /** Does it, or says why it cannot be done to this person. */
  async perform(tx: Tx, act: BulkActRow, customerId: number): Promise<Outcome> {
    const { deed } = act.asked;
    return deed.kind === 'bind' ? this.bind(tx, act, customerId) : this.adjust(tx, act, customerId);
  }

  /** Gives a customer back to whoever had them before, unless somebody else has them by now. */
  async takeBack(tx: Tx, act: BulkActRow, { customerId, guideBefore }: BulkEntryRow): Promise<Outcome> {
    const { brandId } = act;
    const person = (await this.customers.lock(tx, { id: brandId }, [customerId])).find(customerId);
    if (!person) return { state: 'kept', reason: 'gone' };
    const isStill = await this.bindings.isOf(tx, brandId, this.guideOf(act.asked.deed), person.family);
    if (!isStill) return { state: 'kept', reason: 'changed_since' };
    if (guideBefore === 0) {
      await this.bindings.release(tx, brandId, person.family, tx.nowMs());
      return { state: 'undone' };
    }
    const given = await this.staff.give(tx, brandId, customerId, guideBefore);
    return given.ok ? { state: 'undone' } : { state: 'kept', reason: REASON_OF[given.error.code] ?? 'gone' };
  }

  private async bind(tx: Tx, { brandId, asked: { deed } }: BulkActRow, customerId: number): Promise<Outcome> {
    const given = await this.staff.give(tx, brandId, customerId, this.guideOf(deed));
    if (!given.ok) return failed(REASON_OF[given.error.code] ?? 'gone');
    const { before } = given.value;
    if (before?.guideId === this.guideOf(deed)) return failed('same_guide');
    return { state: 'done', guideBefore: before?.guideId ?? 0 };
  }

  private async adjust(tx: Tx, act: BulkActRow, customerId: number): Promise<Outcome> {
    const { deed } = act.asked;
    if (deed.kind !== 'adjust') throw new Error('BULK-2: only what is asked for is done');
    const { asset, points, expiresAtMs, reason } = deed;
    const decided = { needsSecond: act.needsSecond, requestedBy: act.operatorId, decidedBy: act.decidedBy };
    const asked = { customerId, asset, points, expiresAtMs: expiresAtMs ?? NEVER_MS, reason };
    const key = `bulk:${act.id}:${customerId}`;
    const adjustmentId = await this.adjusting.postOne(tx, act.brandId, { ...asked, ...decided, key });
    return { state: 'done', adjustmentId };
  }
}

/** Why somebody was refused by the door of a single one; null for what is no refusal. */
export function reasonOf(error: unknown): Reason | null {
  return error instanceof RefusalError ? (REASON_OF[error.refusal.code] ?? null) : null;
}
