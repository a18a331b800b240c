import { c, later, primary } from '../../platform/db/columns';
import { table, tableWithoutBrand, type RowOf } from '../../platform/db/table';
import type { Served } from '../../platform/housekeeping.queries';

/** Who may sign in: sessions of customers and operators, operators, and keys of connectors. */
export const sessions = table(
  'session',
  {
    id: c.id(),
    brandId: c.ref(),
    kind: c.oneOf(['member', 'operator']),
    subjectId: c.ref(),
    refreshHash: c.bytes(32),
    /**
     * What all refresh tokens of the session have in common, hashed: one that is not the present one was spent, and using
     * it again means that somebody holds a copy. Of a session from before, the token before the present one.
     */
    spentHash: c.bytes(32),
    createdAtMs: c.instant(),
    expiresAtMs: c.instant(),
    revokedAtMs: later(c.instant()),
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
    totpLastStep: later(c.whole()),
    /** Encrypted: the secret of an enrolment that no code has confirmed yet, and when it began. */
    totpPending: later(c.text(255)),
    totpPendingAtMs: later(c.instant()),
    signedInAtMs: later(c.instant()),
    role: c.text(32),
    /** Store ids as JSON, or empty for the whole brand. */
    storeScope: c.text(1000),
    /** Counted here by releases before `sign_in_attempt`, which may still run beside this one; read by nobody. */
    failedAttempts: later(c.small()),
    lockedUntilMs: later(c.instant()),
    disabledAtMs: later(c.instant()),
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
    disabledAtMs: later(c.instant()),
    /** 0: made before this was kept. */
    createdAtMs: later(c.instant()),
    /** Encrypted: the secret before the last rotation, and until when it still signs. */
    formerSecret: later(c.text(255)),
    formerEndsAtMs: later(c.instant()),
  },
  {
    unique: [['keyId']],
  },
);

/**
 * Wrong passwords and codes, by a keyed hash of who guesses: all strangers together for a login, and each device that
 * has signed the login in before by itself. Logins that nobody has are counted as well, so that nobody can tell.
 */
export const signInAttempts = tableWithoutBrand(
  'sign_in_attempt',
  {
    guesser: primary(c.bytes(32)),
    failures: c.small(),
    lockedUntilMs: c.instant(),
    lastAtMs: c.instant(),
    /** When this device last signed this login in; 0 for strangers. */
    signedInAtMs: later(c.instant()),
  },
  { index: [['lastAtMs']] },
);

const whoTellsBrand = 'Who signs in, and with which session or key, is what tells the brand.';
export const anySession = sessions.acrossBrands(whoTellsBrand);
export const anyOperator = operators.acrossBrands(whoTellsBrand);
export const anyApiKey = apiKeys.acrossBrands(whoTellsBrand);

export type SessionRow = RowOf<typeof sessions>;
export type OperatorRow = RowOf<typeof operators>;
export type ApiKeyRow = RowOf<typeof apiKeys>;

/** A session that ended a week ago can neither be refreshed nor tell anything that the audit log does not. */
export const endedSessions: Served = { table: 'session', column: 'expires_at_ms', keptMs: 7 * 86_400_000 };

/** A device that signed somebody in is known for so long. */
export const DEVICE_KNOWN_MS = 90 * 86_400_000;

/** Strangers are forgotten two days after their last attempt, devices that signed in when they are not known any more. */
export const quietGuessers: readonly Served[] = [
  { table: 'sign_in_attempt', column: 'last_at_ms', keptMs: 2 * 86_400_000, unless: 'signed_in_at_ms > 0' },
  { table: 'sign_in_attempt', column: 'last_at_ms', keptMs: DEVICE_KNOWN_MS },
];

export const identityTables = [sessions, operators, apiKeys, signInAttempts];
