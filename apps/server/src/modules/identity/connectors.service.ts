import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { signatureCodes } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { rememberNonce } from '../../platform/auth/nonces.queries';
import type { FieldCipher } from '../../platform/auth/fields';
import { verifySignature } from '../../platform/auth/signatures';
import { Database } from '../../platform/db/database';
import type { ConnectorPrincipal, Refusal, ServedRequest } from '../../platform/http';
import { Secrets } from '../../platform/secrets';
import { anyApiKey, apiKeys } from './entities';
import { connectorField, connectorFields } from './secret-rows';

/** Stands in for the secret of an unknown key, so that knowing key ids cannot be told from the time taken. */
const NO_SECRET = Buffer.alloc(32);

/** Keys of connectors (POS, platforms) and the check of their signed calls. */
@Injectable()
export class ConnectorsService {
  private readonly fields: FieldCipher;

  constructor(
    private readonly db: Database,
    secrets: Secrets,
  ) {
    this.fields = connectorFields(secrets);
  }

  /** Makes a key. The secret (64 hex digits) is shown once and kept encrypted. */
  async create(brandId: number, name: string): Promise<{ keyId: string; secret: string }> {
    const keyId = `lk_${randomBytes(12).toString('hex')}`;
    const secret = randomBytes(32).toString('hex');
    const sealed = Buffer.from(this.fields.encrypt(secret, connectorField(keyId)));
    await this.db.run('connectors.create', (tx) =>
      apiKeys.insert(tx, [{ id: tx.nextId(), brandId, keyId, secret: sealed, name }]),
    );
    return { keyId, secret };
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
    const secret = usable
      ? Buffer.from(this.fields.decrypt(usable.secret.toString(), connectorField(keyId)), 'hex')
      : NO_SECRET;
    const verified = verifySignature(
      secret,
      {
        method: request.method,
        path: request.url,
        body: request.rawBody ?? Buffer.alloc(0),
        timestamp: header('timestamp'),
        nonce: header('nonce'),
        signature: header('signature'),
      },
      this.db.nowMs(),
    );
    if (!verified.ok) return fail({ code: verified.error.code });
    if (!usable) return fail({ code: 'SIGNATURE_WRONG' });
    const isFresh = await this.db.run('connectors.nonce', (tx) =>
      rememberNonce(tx, keyId, verified.value.nonce, this.db.nowMs()),
    );
    if (!isFresh) return fail({ code: 'SIGNATURE_REPLAYED' });
    return ok({ kind: 'open-api', brandId: usable.brandId, keyId });
  }
}
