import { Injectable } from '@nestjs/common';
import { ownerOfRow } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { OperatorPrincipal, Refuse } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { Outbox } from '../../platform/outbox';
import { AuditLog } from '../audit';
import { LateFacts, Ledger } from '../ledger';
import { adjustments, type AdjustmentRow } from './entities';
import { adjustmentPosting } from './postings';

/** What an adjustment leaves behind beside its own row: its posting, and its rows of the audit log. */
@Injectable()
export class AdjustmentBooks {
  constructor(
    private readonly db: Database,
    private readonly ledger: Ledger,
    private readonly lateFacts: LateFacts,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** Posts, or refuses by throwing: whatever was written before is taken back. @returns the transaction's id */
  async post(tx: Tx, row: AdjustmentRow, refuse: Refuse<'POINTS_INSUFFICIENT'>): Promise<number> {
    const posting = adjustmentPosting(row, this.db.nowMs());
    const mayDiffer = row.points < 0 && (await this.lateFacts.mayDiffer(tx, ownerOfRow(row)));
    const [posted] = await this.ledger.post(tx, [posting]);
    if (!posted) throw new Error('A posting had no answer');
    if (!posted.ok) {
      const { code, ...data } = posted.error;
      if (code === 'POINTS_INSUFFICIENT') refuse('POINTS_INSUFFICIENT', data);
      throw new Error(`ADJUSTMENTS-2: an adjustment that was checked could not be posted: ${code}`);
    }
    if (mayDiffer) await this.lateFacts.straighten(tx, row.brandId, [row.ownerId], posting.reference);
    const transactionId = posted.value.id;
    await adjustments.set(tx, row.brandId, { id: row.id }, { transactionId });
    this.outbox.announce(tx, row.brandId, 'adjustments.posted.v1', [row.id]);
    return transactionId;
  }

  async note(tx: Tx, who: OperatorPrincipal, row: AdjustmentRow, action: string): Promise<void> {
    await this.audit.record(tx, {
      brandId: who.brandId,
      actor: actorOf(who),
      action,
      subject: this.publicIds.encode('adj', row.id),
      detail: { owner: `${row.ownerKind}:${row.ownerId}`, asset: row.asset, points: row.points },
    });
  }
}
