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

  private async answer(who: OperatorPrincipal, answer: Result<AdjustmentRow, Refusal>) {
    if (!answer.ok) return answer;
    const [view] = await this.shown(who, [answer.value]);
    return ok(view as View);
  }

  private async shown(who: OperatorPrincipal, rows: readonly AdjustmentRow[]): Promise<View[]> {
    const owners = rows.map((row) => ({ kind: row.owner_kind, id: row.owner_id }));
    const names = await this.db.read((reader) => this.owners.names(reader, who.brandId, owners));
    const people = new Map<number, string>();
    for (const id of new Set(rows.flatMap((row) => [row.requested_by, row.decided_by])))
      people.set(id, (await this.operators.byId(id))?.displayName ?? '');
    return rows.map((row) => ({
      adjustmentId: this.publicIds.encode('adj', row.id),
      ownerKind: row.owner_kind,
      ownerId: this.publicIds.encode(row.owner_kind === 'guide' ? 'gde' : 'cus', row.owner_id),
      who: names.get(`${row.owner_kind}:${row.owner_id}`) ?? null,
      asset: row.asset,
      points: row.points,
      expiresAtMs: row.expires_at_ms === NEVER_MS ? null : row.expires_at_ms,
      reason: row.reason,
      state: row.state,
      needsSecond: row.needs_second === 1,
      requestedBy: people.get(row.requested_by) ?? '',
      requestedAtMs: row.requested_at_ms,
      decidedBy: row.decided_by === 0 ? null : (people.get(row.decided_by) ?? ''),
      decidedAtMs: row.decided_at_ms || null,
      note: row.decision_note || null,
      may: mayDo(who, row),
    }));
  }
}

function mayDo(who: OperatorPrincipal, row: AdjustmentRow): View['may'] {
  const isOwn = row.requested_by === who.operatorId;
  const isWaiting = row.state === 'waiting';
  return {
    decide: isWaiting && !isOwn && who.permissions.has('adjustments.approve'),
    withdraw: isWaiting && isOwn && who.permissions.has('adjustments.request'),
  };
}
