import { Injectable } from '@nestjs/common';
import { actorOf } from '../../platform/actor';
import type { Tx } from '../../platform/db/statements';
import type { OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import type { LimitChangeRow } from './entities';

/** Whoever changes a limit; operator 0 is the clock or the command line. */
export type Acting = Pick<OperatorPrincipal, 'brandId' | 'operatorId'>;

/** What the audit log says of changes of limits. */
@Injectable()
export class LimitNotes {
  constructor(
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  async record(
    tx: Tx,
    who: Acting,
    row: Pick<LimitChangeRow, 'id' | 'limitName' | 'fromValue' | 'toValue'>,
    action: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const { limitName, fromValue, toValue } = row;
    await this.audit.record(tx, {
      brandId: who.brandId,
      actor: actorOf(who),
      action,
      subject: this.publicIds.encode('lch', row.id),
      detail: { limit: limitName, from: fromValue, to: toValue, ...more },
    });
  }
}
