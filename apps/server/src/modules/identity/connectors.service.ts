import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { signatureCodes } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { rememberNonce } from '../../platform/auth/nonces.queries';
import type { FieldCipher } from '../../platform/auth/fields';
import { verifySignature } from '../../platform/auth/signatures';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { ConnectorPrincipal, Refusal, ServedRequest } from '../../platform/http';
import { Secrets } from '../../platform/secrets';
import { AuditLog } from '../audit';
import { anyApiKey, apiKeys, type ApiKeyRow } from './entities';
import { connectorField, connectorFields, formerField } from './secret-rows';

/** Stands in for the secret of an unknown key, so that knowing key ids cannot be told from the time taken. */
const NO_SECRET = Buffer.alloc(32);

const HOUR_MS = 3_600_000;

/** Who changes a key; operator 0 is the command line. */
interface By {
  readonly operatorId: number;
}

/** A key without its secrets. `disabledAtMs`: revoked; 0 where it is not. */
export type Connector = Pick<
  ApiKeyRow,
  'id' | 'keyId' | 'name' | 'createdAtMs' | 'disabledAtMs' | 'formerEndsAtMs'
>;
type NewSecret = Connector & { readonly secret: string };

/** Keys of connectors (POS, platforms) and the check of their signed calls. */
@Injectable()
export class ConnectorsService {
  private readonly fields: FieldCipher;

  constructor(
    private readonly db: Database,
    private readonly audit: AuditLog,
    secrets: Secrets,
  ) {
    this.fields = connectorFields(secrets);
  }

  /** Oldest first, revoked ones too. */
  async list(brandId: number): Promise<Connector[]> {
    const rows = await this.db.read((reader) => apiKeys.select(reader, brandId, {}, { order: 'id' }));
    return rows.map((row) => this.connectorOf(row));
  }

  /**
   * Makes a key. The secret (64 hex digits) is shown once and kept encrypted.
   * @param by the command line, where nobody is named
   */
  async create(brandId: number, name: string, by: By = { operatorId: 0 }): Promise<NewSecret> {
    const keyId = `lk_${randomBytes(12).toString('hex')}`;
    const secret = newSecret();
    const sealed = this.sealed(keyId, secret);
    return this.db.run('connectors.create', async (tx) => {
      const fresh = { id: tx.nextId(), brandId, keyId, secret: sealed, name, createdAtMs: tx.nowMs() };
      await apiKeys.insert(tx, [fresh]);
      await this.note(tx, brandId, by, 'connector.created', keyId, {});
      return { ...this.connectorOf({ ...fresh, disabledAtMs: 0, formerEndsAtMs: 0 }), secret };
    });
  }

  /**
   * IDENTITY-10: gives a key another secret. The one before signs for some hours more, so that a till can be changed
   * without a gap; one before that ends at once.
   */
  rotate(
    by: By & { readonly brandId: number },
    id: number,
    overlapHours: number,
  ): Promise<Result<NewSecret, Refusal<'CONNECTOR_UNKNOWN' | 'CONNECTOR_REVOKED'>>> {
    const { brandId } = by;
    return this.db.run<Result<NewSecret, Refusal<'CONNECTOR_UNKNOWN' | 'CONNECTOR_REVOKED'>>>(
      'connectors.rotate',
      async (tx) => {
        const row = await apiKeys.one(tx, brandId, { id }, { lock: 'update' });
        if (!row) return fail({ code: 'CONNECTOR_UNKNOWN' });
        if (row.disabledAtMs > 0) return fail({ code: 'CONNECTOR_REVOKED' });
        const { keyId } = row;
        const secret = newSecret();
        const former = this.fields.decrypt(row.secret.toString(), connectorField(keyId));
        const changes = {
          secret: this.sealed(keyId, secret),
          formerSecret: overlapHours > 0 ? this.fields.encrypt(former, formerField(keyId)) : '',
          formerEndsAtMs: overlapHours > 0 ? tx.nowMs() + overlapHours * HOUR_MS : 0,
        };
        await apiKeys.set(tx, brandId, { id }, changes);
        await this.note(tx, brandId, by, 'connector.rotated', keyId, { overlapHours });
        return ok({ ...this.connectorOf({ ...row, ...changes }), secret });
      },
    );
  }

  /** For good: nothing that is signed with the key is taken any more. Again, it changes nothing. */
  revoke(
    by: By & { readonly brandId: number },
    id: number,
  ): Promise<Result<Connector, Refusal<'CONNECTOR_UNKNOWN'>>> {
    const { brandId } = by;
    return this.db.run<Result<Connector, Refusal<'CONNECTOR_UNKNOWN'>>>('connectors.revoke', async (tx) => {
      const row = await apiKeys.one(tx, brandId, { id }, { lock: 'update' });
      if (!row) return fail({ code: 'CONNECTOR_UNKNOWN' });
      if (row.disabledAtMs > 0) return ok(this.connectorOf(row));
      const changes = { disabledAtMs: tx.nowMs(), formerSecret: '', formerEndsAtMs: 0 };
      await apiKeys.set(tx, brandId, { id }, changes);
      await this.note(tx, brandId, by, 'connector.revoked', row.keyId, {});
      return ok(this.connectorOf({ ...row, ...changes }));
    });
  }

  /** Order of checks: headers there, time within 5 minutes, key and signature, nonce unused. */
  async authenticate(
    request: ServedRequest,
  ): Promise<Result<ConnectorPrincipal, Refusal<(typeof signatureCodes)[number]>>> {
    const header = (name: string): unknown => request.headers[`x-liuliang-${name}`];
    const keyId = header('key');
    if (typeof keyId !== 'string' || keyId.length > 64) return fail({ code: 'SIGNATURE_MISSING' });
    const key = await this.db.read((reader) => anyApiKey.one(reader, { keyId }));
    const usable = key && key.disabledAtMs === 0 ? key : null;
    const asked = {
      method: request.method,
      path: request.url,
      body: request.rawBody ?? Buffer.alloc(0),
      timestamp: header('timestamp'),
      nonce: header('nonce'),
      signature: header('signature'),
    };
    const nowMs = this.db.nowMs();
    const secrets = usable ? this.secretsOf(usable, nowMs) : [NO_SECRET];
    const judged = secrets.map((secret) => verifySignature(secret, asked, nowMs));
    const verified = judged.find(({ ok: isRight }) => isRight) ?? judged[0];
    if (!verified) throw new Error('A key without a secret');
    if (!verified.ok) return fail({ code: verified.error.code });
    if (!usable) return fail({ code: 'SIGNATURE_WRONG' });
    const isFresh = await this.db.run('connectors.nonce', (tx) =>
      rememberNonce(tx, keyId, verified.value.nonce, this.db.nowMs()),
    );
    if (!isFresh) return fail({ code: 'SIGNATURE_REPLAYED' });
    return ok({ kind: 'open-api', brandId: usable.brandId, keyId });
  }
  /** What may sign now: the secret, and for a while after a rotation the one before. */
  private secretsOf({ keyId, secret, formerSecret, formerEndsAtMs }: ApiKeyRow, nowMs: number): Buffer[] {
    const present = this.fields.decrypt(secret.toString(), connectorField(keyId));
    const former = formerEndsAtMs > nowMs ? [this.fields.decrypt(formerSecret, formerField(keyId))] : [];
    return [present, ...former].map((hex) => Buffer.from(hex, 'hex'));
  }

  private sealed(keyId: string, secret: string): Buffer {
    return Buffer.from(this.fields.encrypt(secret, connectorField(keyId)));
  }

  private connectorOf(row: Connector): Connector {
    const { id, keyId, name, createdAtMs, disabledAtMs, formerEndsAtMs } = row;
    const isOver = formerEndsAtMs <= this.db.nowMs();
    return { id, keyId, name, createdAtMs, disabledAtMs, formerEndsAtMs: isOver ? 0 : formerEndsAtMs };
  }

  private note(
    tx: Tx,
    brandId: number,
    by: By,
    action: string,
    subject: string,
    detail: Readonly<Record<string, number>>,
  ): Promise<void> {
    return this.audit.record(tx, {
      brandId,
      actor: actorOf({ operatorId: by.operatorId }),
      action,
      subject,
      detail,
    });
  }
}

const newSecret = (): string => randomBytes(32).toString('hex');
