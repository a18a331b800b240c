import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { fail, NEVER_MS, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { given } from '../../platform/db/conditions';
import { Database } from '../../platform/db/database';
import {
  keyset,
  pageOf,
  type ById,
  type OperatorPrincipal,
  type Page,
  type PageAsk,
  type Refusal,
  type RefusalOf,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { OperatorsService } from '../identity';
import { PointsOwners, principalOf } from '../points';
import { adjustments, type AdjustmentRow } from './entities';
import { AdjustmentOwners } from './owners';

type View = z.input<(typeof routes)['adjustment']['reply']>;
/** Whoever looks: what they may do about an adjustment is shown with it. */
type Looking = Pick<OperatorPrincipal, 'brandId' | 'operatorId' | 'permissions'>;

/** What operators read of adjustments. */
@Injectable()
export class AdjustmentPages {
  constructor(
    private readonly db: Database,
    private readonly named: AdjustmentOwners,
    private readonly owners: PointsOwners,
    private readonly operators: OperatorsService,
    private readonly publicIds: PublicIds,
  ) {}

  /** Adjustments of a brand, newest first. */
  async latest(
    who: Looking,
    filter: { readonly state?: AdjustmentRow['state'] | undefined; readonly ownerId?: string | undefined },
    ask: PageAsk<ById>,
  ): Promise<Page<View, ById>> {
    const { brandId } = who;
    const { state, ownerId } = filter;
    const rows = await this.db.read(async (reader) => {
      const owner = ownerId === undefined ? null : await this.named.find(reader, brandId, ownerId);
      if (owner && !owner.ok) return [];
      const filed = owner && { ownerKind: owner.value.kind, ownerId: owner.value.family };
      const wanted = { ...given({ state }), ...filed };
      return adjustments.select(reader, brandId, wanted, keyset(ask, { id: 'id' }));
    });
    const page = pageOf(rows, ask.limit, ({ id }) => ({ id }));
    return { ...page, items: await this.shown(who, page.items) };
  }

  async one(who: Looking, id: number): Promise<Result<View, RefusalOf<'adjustment'>>> {
    const row = await this.db.read((reader) => adjustments.one(reader, who.brandId, { id }));
    return this.answer(who, row ? ok(row) : fail({ code: 'ADJUSTMENT_UNKNOWN' }));
  }

  /** An answer about one adjustment, as the contract shows it. */
  async answer<R extends Refusal>(who: Looking, answer: Result<AdjustmentRow, R>): Promise<Result<View, R>> {
    if (!answer.ok) return answer;
    const [view] = await this.shown(who, [answer.value]);
    return ok(view as View);
  }

  private async shown(who: Looking, rows: readonly AdjustmentRow[]): Promise<View[]> {
    const owners = rows.map((row) => ({ kind: row.ownerKind, id: row.ownerId }));
    const names = await this.db.read((reader) => this.owners.names(reader, who.brandId, owners));
    const people = new Map<number, string>();
    for (const id of new Set(rows.flatMap((row) => [row.requestedBy, row.decidedBy])))
      people.set(id, (await this.operators.byId(id))?.displayName ?? '');
    return rows.map((row, i) => ({
      adjustmentId: this.publicIds.encode('adj', row.id),
      ownerKind: row.ownerKind,
      ownerId: this.publicIds.encode(row.ownerKind === 'guide' ? 'gde' : 'cus', row.ownerId),
      who: names.get(principalOf(owners[i] as (typeof owners)[number])) ?? null,
      asset: row.asset,
      points: row.points,
      expiresAtMs: row.expiresAtMs === NEVER_MS ? null : row.expiresAtMs,
      reason: row.reason,
      state: row.state,
      needsSecond: row.needsSecond,
      requestedBy: people.get(row.requestedBy) ?? '',
      requestedAtMs: row.requestedAtMs,
      decidedBy: row.decidedBy === 0 ? null : (people.get(row.decidedBy) ?? ''),
      decidedAtMs: row.decidedAtMs || null,
      note: row.decisionNote || null,
      may: mayDo(who, row),
    }));
  }
}

function mayDo(who: Looking, row: AdjustmentRow): View['may'] {
  const isOwn = row.requestedBy === who.operatorId;
  const isWaiting = row.state === 'waiting';
  return {
    decide: isWaiting && !isOwn && who.permissions.has('adjustments.approve'),
    withdraw: isWaiting && isOwn && who.permissions.has('adjustments.request'),
  };
}
