import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import {
  adjustmentFault,
  adjustmentNeedsSecond,
  ALONE_MS,
  fail,
  NEVER_MS,
  ok,
  type Result,
} from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import {
  keyset,
  pageOf,
  refuse,
  type ById,
  type InputOf,
  type OperatorPrincipal,
  type Page,
  type PageAsk,
  type RefusalOf,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import type { Routes } from '@liuliang/contract';
import { adjustmentLimits } from '../adjustments';
import { AuditLog } from '../audit';
import { BrandsService, GuideDirectory } from '../brands';
import { bulkStatesOf, sumAloneSince } from './bulk.queries';
import { BulkDeeds } from './deeds';
import { bulkActs, bulkEntries, type BulkActRow, type BulkEntryRow } from './entities';
import { BulkPeople } from './people';
import { BulkRights } from './rights';

type AskedFor = InputOf<Routes['prepareBulk']>['body'];
type Found = Result<BulkActRow, { readonly code: 'BULK_UNKNOWN' }>;
type Moved<N extends 'confirmBulk' | 'approveBulk' | 'discardBulk' | 'undoBulk'> = Promise<
  Result<BulkActRow, RefusalOf<N>>
>;

/** So many of one operator wait for a word of theirs. */
const UNDER_WAY_MAX = 3;
/** Bulk acts between their asking and their end. BULK-4: of a sum above the limit nothing is done without a second person. */
@Injectable()
export class BulkActs {
  constructor(
    private readonly db: Database,
    private readonly rights: BulkRights,
    private readonly people: BulkPeople,
    private readonly deeds: BulkDeeds,
    private readonly brands: BrandsService,
    private readonly guides: GuideDirectory,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** Order of checks: permission, what is to be done, who is chosen, acts under way. The same key again answers the same. */
  async prepare(
    who: OperatorPrincipal,
    { key, deed, people }: AskedFor,
  ): Promise<Result<BulkActRow, RefusalOf<'prepareBulk'>>> {
    this.rights.check(who, deed.kind);
    const fault = await this.faultOf(who, deed);
    if (fault) return fail(fault);
    const { brandId, operatorId } = who;
    const requestKey = Buffer.from(`${operatorId}:${key}`);
    const chosen = 'customerIds' in people ? await this.people.chosen(who, people.customerIds) : null;
    if (chosen?.length === 0)
      refuse('INPUT_INVALID', { faults: [{ field: 'body.people', fault: 'nobody' }] });
    const asked = {
      deed,
      filters: 'filters' in people ? given(people.filters) : null,
      people: digestOf(people),
    };
    return this.db.run('bulk.prepare', async (tx): Promise<Result<BulkActRow, RefusalOf<'prepareBulk'>>> => {
      const earlier = await bulkActs.one(tx, brandId, { requestKey });
      if (earlier)
        return JSON.stringify(earlier.asked) === JSON.stringify(asked)
          ? ok(earlier)
          : fail({ code: 'IDEMPOTENCY_KEY_REUSED' });
      const state = ['collecting', 'ready', 'waiting'] as const;
      if ((await bulkActs.count(tx, brandId, { operatorId, state: [...state] })) >= UNDER_WAY_MAX)
        return fail({ code: 'BULK_UNDER_WAY' });
      const id = tx.nextId();
      const begun = { id, brandId, requestKey, operatorId, asked, requestedAtMs: tx.nowMs() };
      const isNew = await bulkActs.insertNew(tx, { ...begun, state: chosen ? 'ready' : 'collecting' });
      if (!isNew) return fail({ code: 'REQUEST_IN_PROGRESS' });
      const row = await this.row(tx, brandId, id);
      if (chosen) await this.people.keep(tx, row, chosen);
      return ok(row);
    });
  }

  /** Acts of the caller; those of everybody for who may agree to them. */
  list(
    who: OperatorPrincipal,
    state: BulkActRow['state'] | undefined,
    page: PageAsk<ById>,
  ): Promise<Page<BulkActRow, ById>> {
    return this.db.read(async (reader) => {
      const where = { ...seenBy(who), ...(state === undefined ? {} : { state }) };
      const rows = await bulkActs.select(reader, who.brandId, where, keyset(page, { id: 'id' }));
      return pageOf(rows, page.limit, ({ id }) => ({ id }));
    });
  }

  async byId(who: OperatorPrincipal, actId: string): Promise<Found> {
    const id = this.publicIds.decode('blk', actId) ?? 0;
    const row = await this.db.read((reader) => bulkActs.one(reader, who.brandId, { id, ...seenBy(who) }));
    return row ? ok(row) : fail({ code: 'BULK_UNKNOWN' });
  }

  async entries(
    who: OperatorPrincipal,
    actId: string,
    state: BulkEntryRow['state'] | undefined,
    page: PageAsk<ById>,
  ): Promise<Result<Page<BulkEntryRow, ById>, { readonly code: 'BULK_UNKNOWN' }>> {
    const found = await this.byId(who, actId);
    if (!found.ok) return found;
    const where = { actId: found.value.id, ...(state === undefined ? {} : { state }) };
    const rows = await this.db.read((reader) =>
      bulkEntries.select(reader, who.brandId, where, keyset(page, { id: 'customer_id' })),
    );
    return ok(pageOf(rows, page.limit, ({ customerId: id }) => ({ id })));
  }

  /** Does it, or asks a second person. @param people as many as were seen: of others nobody was shown anything */
  confirm(who: OperatorPrincipal, actId: string, people: number): Moved<'confirmBulk'> {
    return this.moved(who, actId, async (tx, row) => {
      if (row.operatorId !== who.operatorId) return 'BULK_ELSEWHERE';
      this.rights.check(who, row.asked.deed.kind);
      if (row.state === 'waiting' || row.state === 'running' || row.state === 'done') return 'moved';
      // Acts of one operator are confirmed one behind the other: their sums add up.
      await bulkActs.select(
        tx,
        who.brandId,
        { operatorId: who.operatorId, state: 'ready' },
        { lock: 'update' },
      );
      const planned = await bulkEntries.count(tx, who.brandId, { actId: row.id, state: 'planned' });
      if (planned !== people) return 'BULK_ELSEWHERE';
      const { deed } = row.asked;
      const sumPoints = deed.kind === 'adjust' ? Math.abs(deed.points) * planned : 0;
      const needsSecond = deed.kind === 'adjust' && (await this.needsSecond(tx, row, sumPoints));
      const stamps = {
        needsSecond,
        sumPoints,
        confirmedAtMs: tx.nowMs(),
        decidedBy: needsSecond ? 0 : who.operatorId,
      };
      const { kind } = await bulkStatesOf.move(tx, row, needsSecond ? 'ask' : 'confirm', stamps);
      if (kind !== 'moved') return 'BULK_ELSEWHERE';
      await this.note(tx, who, row, needsSecond ? 'bulk.requested' : 'bulk.confirmed');
      return 'moved';
    });
  }

  approve(who: OperatorPrincipal, actId: string): Moved<'approveBulk'> {
    return this.moved(who, actId, async (tx, row) => {
      if (row.operatorId === who.operatorId) return 'BULK_SECOND_PERSON';
      if (row.decidedBy === who.operatorId) return 'moved';
      const { kind } = await bulkStatesOf.move(tx, row, 'approve', { decidedBy: who.operatorId });
      if (kind !== 'moved') return 'BULK_ELSEWHERE';
      await this.note(tx, who, row, 'bulk.approved');
      return 'moved';
    });
  }

  /** Whoever asked thinks better of it, or the second person says no. */
  discard(who: OperatorPrincipal, actId: string): Moved<'discardBulk'> {
    return this.moved(who, actId, async (tx, row) => {
      if (row.state === 'discarded') return 'moved';
      const stamps = { finishedAtMs: tx.nowMs(), leaseUntilMs: 0 };
      const { kind } = await bulkStatesOf.move(tx, row, 'discard', stamps);
      if (kind !== 'moved') return 'BULK_ELSEWHERE';
      if (row.state === 'waiting') await this.note(tx, who, row, 'bulk.refused');
      return 'moved';
    });
  }

  undo(who: OperatorPrincipal, actId: string): Moved<'undoBulk'> {
    return this.moved(who, actId, async (tx, row) => {
      const { deed } = row.asked;
      if (row.operatorId !== who.operatorId || deed.kind !== 'bind') return 'BULK_ELSEWHERE';
      this.rights.check(who, deed.kind);
      if (row.state === 'undoing' || row.state === 'undone') return 'moved';
      const { kind } = await bulkStatesOf.move(tx, row, 'undo');
      return kind === 'moved' ? 'moved' : 'BULK_ELSEWHERE';
    });
  }

  /** Whether a second person has to agree to a sum, that of the operator's other acts of a day added. */
  async needsSecond(reader: Reader, row: BulkActRow, sumPoints: number): Promise<boolean> {
    const { limitPoints } = settingsOf(await this.brands.byId(reader, row.brandId), adjustmentLimits);
    const alone = await sumAloneSince(reader, row, reader.nowMs() - ALONE_MS);
    return adjustmentNeedsSecond(sumPoints, alone, limitPoints);
  }

  /** @param move does it, or says why not */
  private async moved<C extends string>(
    who: OperatorPrincipal,
    actId: string,
    move: (tx: Tx, row: BulkActRow) => Promise<'moved' | C>,
  ): Promise<Result<BulkActRow, { readonly code: 'BULK_UNKNOWN' | C }>> {
    const found = await this.byId(who, actId);
    if (!found.ok) return found;
    return this.db.run('bulk.move', async (tx): Promise<Result<BulkActRow, { readonly code: C }>> => {
      const outcome = await move(tx, found.value);
      return outcome === 'moved'
        ? ok(await this.row(tx, who.brandId, found.value.id))
        : fail({ code: outcome as C });
    });
  }

  private async faultOf(
    { brandId }: OperatorPrincipal,
    deed: AskedFor['deed'],
  ): Promise<RefusalOf<'prepareBulk'> | null> {
    if (deed.kind === 'bind') {
      const guide = await this.db.read((reader) =>
        this.guides.byId(reader, brandId, this.deeds.guideOf(deed)),
      );
      if (!guide) return { code: 'GUIDE_UNKNOWN' };
      return guide.leftAtMs === 0 ? null : { code: 'GUIDE_LEFT' };
    }
    if (deed.points === 0)
      refuse('INPUT_INVALID', { faults: [{ field: 'body.deed.points', fault: 'zero' }] });
    const { maxPoints } = settingsOf(
      await this.db.read((reader) => this.brands.byId(reader, brandId)),
      adjustmentLimits,
    );
    const asked = { ...deed, ownerKind: 'member' as const, expiresAtMs: deed.expiresAtMs ?? NEVER_MS };
    const fault = adjustmentFault(asked, maxPoints, this.db.nowMs());
    if (fault?.code === 'ADJUSTMENT_ASSET_WRONG')
      throw new Error('The contract lets members have these only');
    return fault;
  }

  private async row(tx: Tx, brandId: number, id: number): Promise<BulkActRow> {
    const row = await bulkActs.one(tx, brandId, { id });
    if (!row) throw new Error('A bulk act vanished');
    return row;
  }

  private async note(tx: Tx, who: OperatorPrincipal, row: BulkActRow, action: string): Promise<void> {
    const subject = this.publicIds.encode('blk', row.id);
    const detail = await this.rights.detailOf(tx, row);
    await this.audit.record(tx, { brandId: who.brandId, actor: actorOf(who), action, subject, detail });
  }
}

/** Own acts; all of them for whoever may agree, for the whole brand. */
const seenBy = ({
  operatorId,
  permissions,
  storeScope,
}: OperatorPrincipal): { readonly operatorId?: number } =>
  permissions.has('adjustments.approve') && storeScope === null ? {} : { operatorId };

const given = (filters: object): Record<string, string | number> =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as Record<
    string,
    string | number
  >;

/** Who was asked for, to tell the same request from another one. */
const digestOf = (people: AskedFor['people']): string =>
  createHash('sha256')
    .update(JSON.stringify('customerIds' in people ? [...people.customerIds].sort() : 'filters'))
    .digest('hex');
