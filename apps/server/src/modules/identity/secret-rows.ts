import { FieldCipher, type FieldPlace } from '../../platform/auth/fields';
import { lapsingRows, numberedRows, ofSecret } from '../../platform/secret/secret-rows';
import type { Purpose, Secrets } from '../../platform/secrets';
import { anyApiKey, anyOperator, signInAttempts } from './entities';

const cipherOf = (secrets: Secrets, purpose: Purpose): FieldCipher =>
  new FieldCipher({ keys: new Map([[1, secrets.derive(purpose)]]), currentVersion: 1 });

/** Seals what operators prove their second factor with. */
export const operatorFields = (secrets: Secrets): FieldCipher => cipherOf(secrets, 'operator-fields');

/** Seals what connectors sign with. */
export const connectorFields = (secrets: Secrets): FieldCipher => cipherOf(secrets, 'connector-fields');

export const totpField = (operatorId: number): FieldPlace => ({
  table: 'operator',
  column: 'totp_secret',
  rowId: operatorId,
});

/** Of an enrolment that waits for its code. */
export const pendingTotpField = (operatorId: number): FieldPlace => ({
  table: 'operator',
  column: 'totp_pending',
  rowId: operatorId,
});

/** Of the secret before a rotation, while it still signs. */
export const formerField = (keyId: string): FieldPlace => ({
  table: 'api_key',
  column: 'former_secret',
  rowId: keyId,
});

export const connectorField = (keyId: string): FieldPlace => ({
  table: 'api_key',
  column: 'secret',
  rowId: keyId,
});

/** A sealed text under the next secret; an empty one holds nothing. */
const resealed = (stored: string, place: FieldPlace, from: FieldCipher, to: FieldCipher): string =>
  stored === '' ? '' : to.encrypt(from.decrypt(stored, place), place);

const [fieldsOfOperators, fieldsOfConnectors] = [ofSecret(operatorFields), ofSecret(connectorFields)];

export const operatorSecrets = numberedRows(
  anyOperator,
  {
    place: 'id',
    reads: ['id', 'totpSecret', 'totpPending'],
    columns: ['totpSecret', 'totpPending'],
    proves: true,
  },
  ({ id, totpSecret, totpPending }, { from, to }) => {
    const [before, next] = [fieldsOfOperators(from), fieldsOfOperators(to)];
    return {
      totpSecret: Buffer.from(resealed(totpSecret.toString(), totpField(id), before, next)),
      totpPending: resealed(totpPending, pendingTotpField(id), before, next),
    };
  },
);

export const connectorSecrets = numberedRows(
  anyApiKey,
  {
    place: 'id',
    reads: ['id', 'keyId', 'secret', 'formerSecret'],
    columns: ['secret', 'formerSecret'],
    proves: true,
  },
  ({ keyId, secret, formerSecret }, { from, to }) => {
    const [before, next] = [fieldsOfConnectors(from), fieldsOfConnectors(to)];
    return {
      secret: Buffer.from(resealed(secret.toString(), connectorField(keyId), before, next)),
      formerSecret: resealed(formerSecret, formerField(keyId), before, next),
    };
  },
);

/** Who guesses is counted anew, and every browser is a stranger once. */
export const countedAttempts = lapsingRows(signInAttempts, ['guesser']);
