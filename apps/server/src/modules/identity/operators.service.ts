import { Injectable } from '@nestjs/common';
import type { OperatorPermission } from '@liuliang/contract';
import { cleanName } from '@liuliang/domain';
import { Areas } from '../../platform/areas';
import type { FieldCipher } from '../../platform/auth/fields';
import { hashPassword } from '../../platform/auth/passwords';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { Secrets } from '../../platform/secrets';
import { anyOperator, operators, type OperatorRow } from './entities';
import { roleNames } from './roles';
import { operatorFields, totpField } from './secret-rows';

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
      totpPending: '',
      totpPendingAtMs: 0,
      signedInAtMs: 0,
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

  /** The row of a login, dismissed or not. */
  rowOf(login: string): Promise<OperatorRow | null> {
    return this.db.read((reader) => anyOperator.one(reader, { login: loginOf(login) }));
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

  /** Whether somebody else of the brand, who was not dismissed, may do something too. */
  async othersMay(
    reader: Reader,
    { brandId, operatorId }: { readonly brandId: number; readonly operatorId: number },
    permission: OperatorPermission,
  ): Promise<boolean> {
    const role = roleNames.filter((name) => this.areas.permissionsOf(name).includes(permission));
    return (await operators.count(reader, brandId, { role, disabledAtMs: 0 }, ['id <> ?', operatorId])) > 0;
  }

  /** What others may know of a row. */
  toOperator(row: OperatorRow): Operator {
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

  /** The secret of one-time codes; null when the operator has not enrolled. */
  totpSecretOf({ id, totpSecret }: OperatorRow): string | null {
    return totpSecret.length === 0 ? null : this.fields.decrypt(totpSecret.toString(), totpField(id));
  }
}

/** Logins are compared in one spelling: trimmed, small letters, composed. */
export const loginOf = (text: string): Buffer => Buffer.from(text.trim().normalize('NFC').toLowerCase());
