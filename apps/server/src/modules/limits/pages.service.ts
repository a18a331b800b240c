import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { DAY_MS, LIMIT_PAUSE_MS, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { OperatorPrincipal, Refusal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { OperatorsService } from '../identity';
import { limitChanges, type LimitChangeRow } from './entities';

type View = z.input<(typeof routes)['limitChanges']['reply']>['items'][number];

/** What has ended stays on the screens this long: an owner who was away for the pause reads of it all the same. */
const TOLD_MS = 7 * DAY_MS;
const SHOWN_MAX = 50;

/** What owners read of changes of limits. */
@Injectable()
export class LimitPages {
  constructor(
    private readonly db: Database,
    private readonly operators: OperatorsService,
    private readonly publicIds: PublicIds,
  ) {}

  /** Newest first. */
  async recent(who: OperatorPrincipal): Promise<z.input<(typeof routes)['limitChanges']['reply']>> {
    const sinceMs = this.db.nowMs() - TOLD_MS;
    const rows = await this.db.read((reader) =>
      limitChanges.select(
        reader,
        who.brandId,
        {},
        { and: ['(ended_at_ms = 0 OR ended_at_ms > ?)', sinceMs], order: 'id DESC', limit: SHOWN_MAX },
      ),
    );
    return { pauseMs: LIMIT_PAUSE_MS, items: await this.shown(who, rows) };
  }

  /** An answer about one change, as the contract shows it. */
  async answer<R extends Refusal>(
    who: OperatorPrincipal,
    answer: Result<LimitChangeRow, R>,
  ): Promise<Result<View, R>> {
    if (!answer.ok) return answer;
    const [view] = await this.shown(who, [answer.value]);
    return ok(view as View);
  }

  private async shown(who: OperatorPrincipal, rows: readonly LimitChangeRow[]): Promise<View[]> {
    const ids = rows.flatMap((row) => [row.askedBy, row.approvedBy, row.withdrawnBy]);
    const names = await this.db.read((reader) => this.operators.names(reader, [...new Set(ids)]));
    const nameOf = (id: number): string | null => names.get(id) ?? null;
    const mayDecide = who.permissions.has('limits.approve');
    return rows.map((row) => ({
      limitChangeId: this.publicIds.encode('lch', row.id),
      limit: row.limitName,
      from: row.fromValue,
      to: row.toValue,
      state: row.state,
      askedBy: nameOf(row.askedBy),
      askedAtMs: row.askedAtMs,
      approvedBy: nameOf(row.approvedBy),
      approvedAtMs: row.approvedAtMs || null,
      countsFromMs: row.countsFromMs || null,
      withdrawnBy: nameOf(row.withdrawnBy),
      endedAtMs: row.endedAtMs || null,
      may: {
        approve: mayDecide && row.state === 'waiting' && row.askedBy !== who.operatorId,
        withdraw: mayDecide && row.endedAtMs === 0,
      },
    }));
  }
}
