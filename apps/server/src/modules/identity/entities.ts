import type { Tables } from '../../platform/db/tables';

/** Who may sign in: sessions of customers and operators, operators, and keys of connectors. */
export const identityTables: Tables = (c) => ({
  session: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      /** member or operator */
      kind: c.text(16),
      subject_id: c.ref(),
      refresh_hash: c.bytes(32),
      /** The refresh token before this one: using it again means a copy was stolen, and ends the session. */
      spent_hash: c.bytes(32),
      created_at_ms: c.instant(),
      expires_at_ms: c.instant(),
      revoked_at_ms: c.instant(),
    },
    unique: [['refresh_hash']],
    index: [['kind', 'subject_id'], ['spent_hash'], ['expires_at_ms']],
  },
  operator: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      login: c.bytes(64),
      display_name: c.text(64),
      password_hash: c.text(255),
      /** Encrypted; empty when the operator has not enrolled. */
      totp_secret: c.bytes(128),
      totp_last_step: c.whole(),
      role: c.text(32),
      /** Store ids as JSON, or empty for the whole brand. */
      store_scope: c.text(1000),
      failed_attempts: c.small(),
      locked_until_ms: c.instant(),
      disabled_at_ms: c.instant(),
    },
    unique: [['login']],
  },
  api_key: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      key_id: c.text(64),
      /** Encrypted: a signature can only be checked with the secret itself. */
      secret: c.bytes(256),
      name: c.text(64),
      disabled_at_ms: c.instant(),
    },
    unique: [['key_id']],
  },
});
