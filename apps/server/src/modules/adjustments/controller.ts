import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { NEVER_MS, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import {
  BY_ID,
  Input,
  Lists,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
  type Refusal,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { OperatorsService } from '../identity';
import { Adjustments } from './adjustments.service';
import type { AdjustmentRow } from './adjustments.queries';
import { AdjustmentOwners } from './owners';
import { AdjustmentSettings } from './settings.service';

type View = z.input<(typeof routes)['adjustment']['reply']>;

/** Adjustments by hand in the console: request, decide, look back. */
@Controller()
export class AdjustmentsController {
  constructor(
    private readonly db: Database,
    private readonly adjusting: Adjustments,
    private readonly settings: AdjustmentSettings,
    private readonly owners: AdjustmentOwners,
    private readonly operators: OperatorsService,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.requestAdjustment)
  async request(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.requestAdjustment>) {
    return this.answer(who, await this.adjusting.request(who, body));
  }

  @Serve(routes.adjustments)
  latest(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.adjustments>) {
    return this.lists.answer(routes.adjustments, input, BY_ID, async (page) => {
      const { items, next } = await this.adjusting.latest(who.brandId, input.query, page);
      return { items: await this.shown(who, items), next };
    });
  }

  @Serve(routes.adjustment)
  async one(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.adjustment>) {
    return this.answer(who, await this.adjusting.byId(who.brandId, this.idOf(params.adjustmentId)));
  }

  @Serve(routes.approveAdjustment)
  async approve(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.approveAdjustment>) {
    const id = this.idOf(input.params.adjustmentId);
    return this.answer(who, await this.adjusting.approve(who, id, input.body.note));
  }

  @Serve(routes.refuseAdjustment)
  async refuse(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.refuseAdjustment>) {
    const id = this.idOf(input.params.adjustmentId);
    return this.answer(who, await this.adjusting.refuse(who, id, input.body.note));
  }

  @Serve(routes.withdrawAdjustment)
  async withdraw(
    @Who() who: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.withdrawAdjustment>,
  ) {
    return this.answer(who, await this.adjusting.withdraw(who, this.idOf(params.adjustmentId)));
  }

  @Serve(routes.adjustmentSettings)
  limits(@Who() who: OperatorPrincipal) {
    return this.settings.current(who.brandId);
  }

  @Serve(routes.changeAdjustmentSettings)
  changeLimits(
    @Who() who: OperatorPrincipal,
    @Input() { body }: InputOf<typeof routes.changeAdjustmentSettings>,
  ) {
    return this.settings.change(who, body);
  }

  /** 0 for what is no id of ours: no adjustment has it. */
  private idOf(publicId: string): number {
    return this.publicIds.decode('adj', publicId) ?? 0;
  }

  private async answer<R extends Refusal>(who: OperatorPrincipal, answer: Result<AdjustmentRow, R>) {
    if (!answer.ok) return answer;
    const [view] = await this.shown(who, [answer.value]);
    return ok(view as View);
  }

  private async shown(who: OperatorPrincipal, rows: readonly AdjustmentRow[]): Promise<View[]> {
    const owners = rows.map((row) => ({ kind: row.ownerKind, id: row.ownerId }));
    const names = await this.db.read((reader) => this.owners.names(reader, who.brandId, owners));
    const people = new Map<number, string>();
    for (const id of new Set(rows.flatMap((row) => [row.requestedBy, row.decidedBy])))
      people.set(id, (await this.operators.byId(id))?.displayName ?? '');
    return rows.map((row) => ({
      adjustmentId: this.publicIds.encode('adj', row.id),
      ownerKind: row.ownerKind,
      ownerId: this.publicIds.encode(row.ownerKind === 'guide' ? 'gde' : 'cus', row.ownerId),
      who: names.get(`${row.ownerKind}:${row.ownerId}`) ?? null,
      asset: row.asset,
      points: row.points,
      expiresAtMs: row.expiresAtMs === NEVER_MS ? null : row.expiresAtMs,
      reason: row.reason,
      state: row.state,
      needsSecond: row.needsSecond === 1,
      requestedBy: people.get(row.requestedBy) ?? '',
      requestedAtMs: row.requestedAtMs,
      decidedBy: row.decidedBy === 0 ? null : (people.get(row.decidedBy) ?? ''),
      decidedAtMs: row.decidedAtMs || null,
      note: row.decisionNote || null,
      may: mayDo(who, row),
    }));
  }
}

function mayDo(who: OperatorPrincipal, row: AdjustmentRow): View['may'] {
  const isOwn = row.requestedBy === who.operatorId;
  const isWaiting = row.state === 'waiting';
  return {
    decide: isWaiting && !isOwn && who.permissions.has('adjustments.approve'),
    withdraw: isWaiting && isOwn && who.permissions.has('adjustments.request'),
  };
}
