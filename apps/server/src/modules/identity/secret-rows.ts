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

export const connectorField = (keyId: string): FieldPlace => ({
  table: 'api_key',
  column: 'secret',
  rowId: keyId,
});

const resealed = (stored: Buffer, place: FieldPlace, from: FieldCipher, to: FieldCipher): Buffer =>
  Buffer.from(to.encrypt(from.decrypt(stored.toString(), place), place));

const [fieldsOfOperators, fieldsOfConnectors] = [ofSecret(operatorFields), ofSecret(connectorFields)];

export const operatorSecrets = numberedRows(
  anyOperator,
  { place: 'id', reads: ['id', 'totpSecret'], columns: ['totpSecret'], proves: true },
  ({ id, totpSecret }, { from, to }) => ({
    totpSecret: resealed(totpSecret, totpField(id), fieldsOfOperators(from), fieldsOfOperators(to)),
  }),
);

export const connectorSecrets = numberedRows(
  anyApiKey,
  { place: 'id', reads: ['id', 'keyId', 'secret'], columns: ['secret'], proves: true },
  ({ keyId, secret }, { from, to }) => ({
    secret: resealed(secret, connectorField(keyId), fieldsOfConnectors(from), fieldsOfConnectors(to)),
  }),
);

/** Who guesses is counted anew, and every browser is a stranger once. */
export const countedAttempts = lapsingRows(signInAttempts, ['guesser']);
