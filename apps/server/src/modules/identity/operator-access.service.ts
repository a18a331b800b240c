import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { hashPassword } from '../../platform/auth/passwords';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { PageAsk, Refusal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog, type BySequence } from '../audit';
import { operators, sessions, type OperatorRow } from './entities';
import { OperatorsService, type Operator } from './operators.service';
import { SessionsService } from './sessions.service';

/** Who changes somebody's access; operator 0 is the command line. */
export interface AccessBy {
  readonly brandId: number;
  readonly operatorId: number;
  /** Stays open where their own sessions end. */
  readonly sessionId?: number;
}

export interface Account extends Operator {
  readonly login: string;
  readonly signedInAtMs: number;
  readonly dismissedAtMs: number;
  readonly sessions: number;
}

type Changed<C extends 'OPERATOR_UNKNOWN' | 'LAST_OWNER' = 'OPERATOR_UNKNOWN'> = Promise<
  Result<Account, Refusal<C>>
>;

/**
 * Access of operators, by somebody who may. IDENTITY-7: whatever takes access away ends the sessions in the same
 * transaction, and is on record.
 */
@Injectable()
export class OperatorAccess {
  constructor(
    private readonly db: Database,
    private readonly operators: OperatorsService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  list(brandId: number): Promise<Account[]> {
    return this.db.read(async (reader) => {
      const rows = await operators.select(reader, brandId, {}, { order: 'id' });
      const counts = await this.openSessions(reader, brandId);
      return rows.map((row) => this.accountOf(row, counts.get(row.id) ?? 0));
    });
  }

  /** What was done with privilege in a brand, newest first, with the names of those who did it. */
  actions(brandId: number, operatorId: number | null, page: PageAsk<BySequence>) {
    return this.db.read(async (reader) => {
      const { items, next } = await this.audit.page(reader, brandId, operatorId, page);
      const doers = items.flatMap(({ actor }) => (actor.kind === 'operator' ? [actor.id] : []));
      const names = await this.operators.names(reader, [...new Set(doers)]);
      return {
        items: items.map(({ actor, ...row }) => ({
          ...row,
          actorKind: actor.kind,
          operatorId: actor.kind === 'operator' ? this.publicIds.encode('opr', actor.id) : null,
          operatorName: actor.kind === 'operator' ? (names.get(actor.id) ?? null) : null,
        })),
        next,
      };
    });
  }

  /** IDENTITY-8: a brand keeps an owner who can sign in. Of two who dismiss each other at once, one is refused. */
  dismiss(by: AccessBy, operatorId: number): Changed<'OPERATOR_UNKNOWN' | 'LAST_OWNER'> {
    return this.db.run<Awaited<Changed<'OPERATOR_UNKNOWN' | 'LAST_OWNER'>>>('access.dismiss', async (tx) => {
      const everybody = await operators.select(tx, by.brandId, {}, { order: 'id', lock: 'update' });
      const row = everybody.find(({ id }) => id === operatorId);
      if (!row) return fail({ code: 'OPERATOR_UNKNOWN' });
      if (row.disabledAtMs > 0) return ok(await this.now(tx, row));
      const isOwner = (one: OperatorRow): boolean => one.role === 'owner' && one.disabledAtMs === 0;
      if (isOwner(row) && everybody.filter(isOwner).length === 1) return fail({ code: 'LAST_OWNER' });
      const disabledAtMs = tx.nowMs();
      await operators.set(tx, by.brandId, { id: operatorId }, { disabledAtMs });
      await this.sessions.revokeAll(tx, 'operator', operatorId);
      await this.note(tx, by, 'operator.dismissed', operatorId);
      return ok(await this.now(tx, { ...row, disabledAtMs }));
    });
  }

  reinstate(by: AccessBy, operatorId: number): Changed {
    return this.change('access.reinstate', by, operatorId, async (tx, row) => {
      if (row.disabledAtMs === 0) return {};
      await this.note(tx, by, 'operator.reinstated', operatorId);
      return { disabledAtMs: 0 };
    });
  }

  /** For a phone that is lost: from now on the password alone lets in, until the operator enrols again. */
  resetTotp(by: AccessBy, operatorId: number): Changed {
    return this.change('access.resetTotp', by, operatorId, async (tx) => {
      await this.sessions.revokeAll(tx, 'operator', operatorId, by.sessionId);
      await this.note(tx, by, 'operator.totp_reset', operatorId);
      return { totpSecret: Buffer.alloc(0), totpPending: '', totpPendingAtMs: 0, totpLastStep: 0 };
    });
  }

  endSessions(by: AccessBy, operatorId: number): Changed {
    return this.change('access.endSessions', by, operatorId, async (tx) => {
      await this.sessions.revokeAll(tx, 'operator', operatorId, by.sessionId);
      await this.note(tx, by, 'operator.sessions_ended', operatorId);
      return {};
    });
  }

  /** Gives an account another password; for the command line, where nobody can be asked for the one before. */
  async setPassword(by: AccessBy, operatorId: number, password: string): Changed {
    const passwordHash = await hashPassword(password);
    return this.change('access.setPassword', by, operatorId, async (tx) => {
      await this.sessions.revokeAll(tx, 'operator', operatorId);
      await this.note(tx, by, 'operator.password_set', operatorId);
      return { passwordHash };
    });
  }

  private change(
    name: string,
    by: AccessBy,
    operatorId: number,
    work: (tx: Tx, row: OperatorRow) => Promise<Partial<OperatorRow>>,
  ): Changed {
    return this.db.run<Awaited<Changed>>(name, async (tx) => {
      const row = await operators.one(tx, by.brandId, { id: operatorId }, { lock: 'update' });
      if (!row) return fail({ code: 'OPERATOR_UNKNOWN' });
      const changes = await work(tx, row);
      if (Object.keys(changes).length > 0) await operators.set(tx, by.brandId, { id: operatorId }, changes);
      return ok(await this.now(tx, { ...row, ...changes }));
    });
  }

  private async now(reader: Reader, row: OperatorRow): Promise<Account> {
    const counts = await this.openSessions(reader, row.brandId, row.id);
    return this.accountOf(row, counts.get(row.id) ?? 0);
  }

  private accountOf(row: OperatorRow, open: number): Account {
    const { login, signedInAtMs, disabledAtMs: dismissedAtMs } = row;
    return {
      ...this.operators.toOperator(row),
      ...{ login: login.toString(), signedInAtMs, dismissedAtMs, sessions: open },
    };
  }

  /** How many sessions are open now, by operator. */
  private async openSessions(
    reader: Reader,
    brandId: number,
    operatorId?: number,
  ): Promise<Map<number, number>> {
    const whose = operatorId === undefined ? {} : { subjectId: operatorId };
    const open = await sessions.select(
      reader,
      brandId,
      { kind: 'operator', revokedAtMs: 0, ...whose },
      { columns: ['subjectId'], and: ['expires_at_ms > ?', reader.nowMs()] },
    );
    const counts = new Map<number, number>();
    for (const { subjectId } of open) counts.set(subjectId, (counts.get(subjectId) ?? 0) + 1);
    return counts;
  }

  private note(tx: Tx, by: AccessBy, action: string, operatorId: number): Promise<void> {
    const subject = this.publicIds.encode('opr', operatorId);
    return this.audit.record(tx, { brandId: by.brandId, actor: actorOf(by), action, subject, detail: {} });
  }
}
