import { Injectable } from '@nestjs/common';
import type { OperatorPermission } from '@liuliang/contract';
import { cleanName, fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Areas } from '../../platform/areas';
import type { FieldCipher } from '../../platform/auth/fields';
import { hashPassword, verifyPassword } from '../../platform/auth/passwords';
import { verifyTotp } from '../../platform/auth/totp';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { Refusal, RefusalOf } from '../../platform/http';
import { Secrets } from '../../platform/secrets';
import { AuditLog } from '../audit';
import { SessionsService, type IssuedTokens } from './sessions.service';
import { anyOperator, operators, type OperatorRow } from './entities';
import { operatorFields, totpField } from './secret-rows';

/** After this many wrong passwords in a row the account rests for a quarter of an hour. */
const ATTEMPTS_MAX = 5;
const LOCK_MS = 15 * 60_000;

export interface Operator {
  readonly id: number;
  readonly brandId: number;
  readonly displayName: string;
  readonly role: string;
  readonly permissions: readonly OperatorPermission[];
  readonly storeScope: readonly number[] | null;
  readonly hasTotp: boolean;
}

export interface NewOperator {
  readonly brandId: number;
  readonly login: string;
  readonly displayName: string;
  readonly password: string;
  readonly role: string;
  readonly totpSecret?: string;
  readonly storeScope?: readonly number[];
}

@Injectable()
export class OperatorsService {
  private readonly fields: FieldCipher;

  constructor(
    private readonly db: Database,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly areas: Areas,
    secrets: Secrets,
  ) {
    this.fields = operatorFields(secrets);
  }

  /** @returns null when the login is taken. */
  async create(operator: NewOperator): Promise<Operator | null> {
    const id = this.db.nextId();
    const { brandId, role, totpSecret, storeScope } = operator;
    const displayName = cleanName(operator.displayName) || operator.login;
    const row: OperatorRow = {
      id,
      brandId,
      login: loginOf(operator.login),
      displayName,
      passwordHash: await hashPassword(operator.password),
      totpSecret: Buffer.from(totpSecret ? this.fields.encrypt(totpSecret, totpField(id)) : ''),
      totpLastStep: 0,
      role,
      storeScope: storeScope ? JSON.stringify(storeScope) : '',
      failedAttempts: 0,
      lockedUntilMs: 0,
      disabledAtMs: 0,
    };
    const isNew = await this.db.run('operators.create', (tx) => operators.insertNew(tx, row));
    return isNew ? this.toOperator(row) : null;
  }

  /** Whether a login is taken, whoever has it. */
  async hasLogin(login: string): Promise<boolean> {
    return (await this.byLogin(login)) !== null;
  }

  /** Whoever has a login, dismissed or not. */
  async byLogin(login: string): Promise<Operator | null> {
    const row = await this.rowOf(login);
    return row && this.toOperator(row);
  }

  /**
   * Order of checks: locked, name and password, one-time code. A wrong name costs the same time as a wrong password
   * and says the same.
   */
  async signIn(
    login: string,
    password: string,
    totp: string | undefined,
  ): Promise<Result<{ tokens: IssuedTokens; operator: Operator }, RefusalOf<'signInOperator'>>> {
    const found = await this.rowOf(login);
    if (found && found.lockedUntilMs > this.db.nowMs()) {
      return fail({ code: 'ACCOUNT_LOCKED', retryAtMs: found.lockedUntilMs });
    }
    // Hashing takes tens of milliseconds by design, so it happens outside any transaction.
    const isRight = await verifyPassword(password, found?.passwordHash ?? null);
    if (!found) return fail({ code: 'CREDENTIALS_WRONG' });
    if (!isRight || found.disabledAtMs > 0) return this.noteFailure(found.id, 'CREDENTIALS_WRONG');
    const step = await this.checkTotp(found, totp);
    if (!step.ok) {
      return step.error.code === 'TOTP_WRONG' ? this.noteFailure(found.id, 'TOTP_WRONG') : step;
    }
    return this.db.run('operators.signIn', async (tx) => {
      const { id, brandId } = found;
      await operators.set(tx, brandId, { id }, { failedAttempts: 0, lockedUntilMs: 0 });
      const isLater = ['totp_last_step < ?', step.value] as const;
      if (step.value > 0) await operators.set(tx, brandId, { id }, { totpLastStep: step.value }, isLater);
      const tokens = await this.sessions.open(tx, 'operator', brandId, id);
      await this.note(tx, found, 'operator.signed_in', {});
      return ok({ tokens, operator: this.toOperator(found) });
    });
  }

  /** The operator behind a live session, or null when dismissed since. */
  async byId(operatorId: number): Promise<Operator | null> {
    const row = await this.db.read((reader) => anyOperator.one(reader, { id: operatorId }));
    return row && row.disabledAtMs === 0 ? this.toOperator(row) : null;
  }

  /** What operators are called, those too who were dismissed since. */
  async names(reader: Reader, ids: readonly number[]): Promise<Map<number, string>> {
    const rows = await anyOperator.select(reader, { id: ids }, { columns: ['id', 'displayName'] });
    return new Map(rows.map(({ id, displayName }) => [id, displayName]));
  }

  private rowOf(login: string): Promise<OperatorRow | null> {
    return this.db.read((reader) => anyOperator.one(reader, { login: loginOf(login) }));
  }

  private async checkTotp(
    row: OperatorRow,
    totp: string | undefined,
  ): Promise<Result<number, Refusal<'TOTP_REQUIRED' | 'TOTP_WRONG'>>> {
    if (row.totpSecret.length === 0) return ok(0);
    if (totp === undefined) return fail({ code: 'TOTP_REQUIRED' });
    const secret = this.fields.decrypt(row.totpSecret.toString(), totpField(row.id));
    const lastUsedStep = row.totpLastStep > 0 ? row.totpLastStep : null;
    const verified = await verifyTotp({ secret, token: totp, nowMs: this.db.nowMs(), lastUsedStep });
    return verified.ok ? ok(verified.value.step) : fail({ code: 'TOTP_WRONG' });
  }

  private async noteFailure<C extends 'CREDENTIALS_WRONG' | 'TOTP_WRONG'>(
    id: number,
    code: C,
  ): Promise<Result<never, { readonly code: C }>> {
    return this.db.run('operators.noteFailure', async (tx) => {
      const row = await anyOperator.one(tx, { id }, { lock: 'update' });
      if (!row) return fail({ code });
      const failed = row.failedAttempts + 1;
      const isLocked = failed >= ATTEMPTS_MAX;
      const change = isLocked
        ? { failedAttempts: 0, lockedUntilMs: tx.nowMs() + LOCK_MS }
        : { failedAttempts: failed, lockedUntilMs: 0 };
      await operators.set(tx, row.brandId, { id }, change);
      // Failed attempts are on record too (INV-30).
      await this.note(tx, row, isLocked ? 'operator.locked' : 'operator.sign_in_failed', { code });
      return fail({ code });
    });
  }

  private note(
    tx: Tx,
    { id, brandId }: OperatorRow,
    action: string,
    detail: Readonly<Record<string, string>>,
  ): Promise<void> {
    const actor = actorOf({ operatorId: id });
    return this.audit.record(tx, { brandId, actor, action, subject: '', detail });
  }

  private toOperator(row: OperatorRow): Operator {
    const { id, brandId, displayName, role, storeScope } = row;
    return {
      id,
      brandId,
      displayName,
      role,
      permissions: this.areas.permissionsOf(role),
      storeScope: storeScope === '' ? null : (JSON.parse(storeScope) as number[]),
      hasTotp: row.totpSecret.length > 0,
    };
  }
}

/** Logins are compared in one spelling: trimmed, small letters, composed. */
const loginOf = (text: string): Buffer => Buffer.from(text.trim().normalize('NFC').toLowerCase());
