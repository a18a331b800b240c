import { c } from '../../platform/db/columns';
import { table } from '../../platform/db/table';

/** Who may sign in: sessions of customers and operators, operators, and keys of connectors. */
export const sessions = table(
  'session',
  {
    id: c.id(),
    brandId: c.ref(),
    /** member or operator */
    kind: c.oneOf(['member', 'operator']),
    subjectId: c.ref(),
    refreshHash: c.bytes(32),
    /** The refresh token before this one: using it again means a copy was stolen, and ends the session. */
    spentHash: c.bytes(32),
    createdAtMs: c.instant(),
    expiresAtMs: c.instant(),
    revokedAtMs: c.instant(),
  },
  {
    unique: [['refreshHash']],
    index: [['kind', 'subjectId'], ['spentHash'], ['expiresAtMs']],
  },
);

export const operators = table(
  'operator',
  {
    id: c.id(),
    brandId: c.ref(),
    login: c.bytes(64),
    displayName: c.text(64),
    passwordHash: c.text(255),
    /** Encrypted; empty when the operator has not enrolled. */
    totpSecret: c.bytes(128),
    totpLastStep: c.whole(),
    role: c.text(32),
    /** Store ids as JSON, or empty for the whole brand. */
    storeScope: c.text(1000),
    failedAttempts: c.small(),
    lockedUntilMs: c.instant(),
    disabledAtMs: c.instant(),
  },
  {
    unique: [['login']],
  },
);

export const apiKeys = table(
  'api_key',
  {
    id: c.id(),
    brandId: c.ref(),
    keyId: c.text(64),
    /** Encrypted: a signature can only be checked with the secret itself. */
    secret: c.bytes(256),
    name: c.text(64),
    disabledAtMs: c.instant(),
  },
  {
    unique: [['keyId']],
  },
);

export const identityTables = [sessions, operators, apiKeys];
