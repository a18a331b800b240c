import { Injectable } from '@nestjs/common';
import type { OperatorPermission } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Areas } from '../../platform/areas';
import { FieldCipher } from '../../platform/auth/fields';
import { hashPassword, verifyPassword } from '../../platform/auth/passwords';
import { verifyTotp } from '../../platform/auth/totp';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { Refusal, RefusalOf } from '../../platform/http';
import { Secrets } from '../../platform/secrets';
import { AuditLog } from '../audit';
import { SessionsService, type IssuedTokens } from './sessions.service';
import { IdentityQueries, type OperatorRow } from './queries';

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
  private toOperator(row: OperatorRow): Operator {
    return {
      id: row.id,
      brandId: row.brand_id,
      displayName: row.display_name,
      role: row.role,
      permissions: this.areas.permissionsOf(row.role),
      storeScope: row.store_scope === '' ? null : (JSON.parse(row.store_scope) as number[]),
      hasTotp: row.totp_secret.length > 0,
    };
  }

  private readonly fields: FieldCipher;

  constructor(
    private readonly db: Database,
    private readonly queries: IdentityQueries,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly areas: Areas,
    secrets: Secrets,
  ) {
    this.fields = new FieldCipher({
      keys: new Map([[1, secrets.derive('operator-fields')]]),
      currentVersion: 1,
    });
  }

  /** @returns null when the login is taken. */
  async create(operator: NewOperator): Promise<Operator | null> {
    const id = this.db.nextId();
    const row: OperatorRow = {
      id,
      brand_id: operator.brandId,
      login: Buffer.from(loginOf(operator.login)),
      display_name: operator.displayName,
      password_hash: await hashPassword(operator.password),
      totp_secret: operator.totpSecret
        ? Buffer.from(this.fields.encrypt(operator.totpSecret, this.placeOf(id)))
        : Buffer.alloc(0),
      totp_last_step: 0,
      role: operator.role,
      store_scope: operator.storeScope ? JSON.stringify(operator.storeScope) : '',
      failed_attempts: 0,
      locked_until_ms: 0,
      disabled_at_ms: 0,
    };
    const isNew = await this.db.run('operators.create', (tx) => this.queries.insertOperator(tx, row));
    return isNew ? this.toOperator(row) : null;
  }

  /** Whether a login is taken, whoever has it. */
  async hasLogin(login: string): Promise<boolean> {
    return (await this.byLogin(login)) !== null;
  }

  /** Whoever has a login, dismissed or not. */
  async byLogin(login: string): Promise<Operator | null> {
    const row = await this.db.read((reader) => this.queries.operatorByLogin(reader, loginOf(login)));
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
    const found = await this.db.read((reader) => this.queries.operatorByLogin(reader, loginOf(login)));
    if (found && found.locked_until_ms > this.db.nowMs()) {
      return fail({ code: 'ACCOUNT_LOCKED', retryAtMs: found.locked_until_ms });
    }
    // Hashing takes tens of milliseconds by design, so it happens outside any transaction.
    const isRight = await verifyPassword(password, found?.password_hash ?? null);
    if (!found) return fail({ code: 'CREDENTIALS_WRONG' });
    if (!isRight || found.disabled_at_ms > 0)
      return this.noteFailure(found.login.toString(), 'CREDENTIALS_WRONG');
    const step = await this.checkTotp(found, totp);
    if (!step.ok) {
      return step.error.code === 'TOTP_WRONG' ? this.noteFailure(found.login.toString(), 'TOTP_WRONG') : step;
    }
    return this.db.run('operators.signIn', async (tx) => {
      await this.queries.noteAttempt(tx, found.id, 0, 0);
      if (step.value > 0) await this.queries.noteTotpStep(tx, found.id, step.value);
      const tokens = await this.sessions.open(tx, 'operator', found.brand_id, found.id);
      await this.audit.record(tx, {
        brandId: found.brand_id,
        actor: actorOf({ operatorId: found.id }),
        action: 'operator.signed_in',
        subject: '',
        detail: {},
      });
      return ok({ tokens, operator: this.toOperator(found) });
    });
  }

  /** The operator behind a live session, or null when dismissed since. */
  async byId(operatorId: number): Promise<Operator | null> {
    const row = await this.db.read((reader) => this.queries.operator(reader, operatorId));
    return row && row.disabled_at_ms === 0 ? this.toOperator(row) : null;
  }

  /** What operators are called, those too who were dismissed since. */
  names(reader: Reader, ids: readonly number[]): Promise<Map<number, string>> {
    return this.queries.operatorNames(reader, ids);
  }

  private async checkTotp(
    row: OperatorRow,
    totp: string | undefined,
  ): Promise<Result<number, Refusal<'TOTP_REQUIRED' | 'TOTP_WRONG'>>> {
    if (row.totp_secret.length === 0) return ok(0);
    if (totp === undefined) return fail({ code: 'TOTP_REQUIRED' });
    const secret = this.fields.decrypt(row.totp_secret.toString(), this.placeOf(row.id));
    const lastUsedStep = row.totp_last_step > 0 ? row.totp_last_step : null;
    const verified = await verifyTotp({ secret, token: totp, nowMs: this.db.nowMs(), lastUsedStep });
    return verified.ok ? ok(verified.value.step) : fail({ code: 'TOTP_WRONG' });
  }

  private async noteFailure(
    login: string,
    code: 'CREDENTIALS_WRONG' | 'TOTP_WRONG',
  ): Promise<Result<never, Refusal<'CREDENTIALS_WRONG' | 'TOTP_WRONG'>>> {
    return this.db.run(
      'operators.noteFailure',
      async (tx): Promise<Result<never, Refusal<'CREDENTIALS_WRONG' | 'TOTP_WRONG'>>> => {
        const row = await this.queries.operatorByLogin(tx, login, tx.dialect.forUpdate);
        if (!row) return fail({ code });
        const failed = row.failed_attempts + 1;
        const isLocked = failed >= ATTEMPTS_MAX;
        await this.queries.noteAttempt(
          tx,
          row.id,
          isLocked ? 0 : failed,
          isLocked ? this.db.nowMs() + LOCK_MS : 0,
        );
        // Failed attempts are on record too (INV-30).
        await this.audit.record(tx, {
          brandId: row.brand_id,
          actor: actorOf({ operatorId: row.id }),
          action: isLocked ? 'operator.locked' : 'operator.sign_in_failed',
          subject: '',
          detail: { code },
        });
        return fail({ code });
      },
    );
  }

  private placeOf(rowId: number): { table: string; column: string; rowId: number } {
    return { table: 'operator', column: 'totp_secret', rowId };
  }
}

/** Logins are compared in one spelling: trimmed, small letters, composed. */
const loginOf = (text: string): string => text.trim().normalize('NFC').toLowerCase();
