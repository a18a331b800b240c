import { primary, type Tables } from '../../platform/db/tables';

/** Persons: who they are, how they are known, what they agreed to. Personal fields are ciphertext (INV-34). */
export const memberTables: Tables = (c) => ({
  customer: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      /** 0: identified, not a member. */
      joined_at_ms: c.instant(),
      /** The customer this one was merged into; 0: none. An alias always resolves in one step. */
      alias_of: c.ref(),
      nickname: c.bytes(256),
      mobile: c.bytes(256),
      home_store_id: c.ref(),
      created_at_ms: c.instant(),
      erased_at_ms: c.instant(),
    },
    index: [['brand_id', 'id'], ['alias_of'], ['brand_id', 'home_store_id']],
  },
  customer_identity: {
    columns: {
      brand_id: primary(c.ref()),
      kind: primary(c.text(32)),
      /** Keyed blind index of the normalised value; the value itself is only in `value`, encrypted. */
      value_index: primary(c.bytes(32)),
      value: c.bytes(512),
      customer_id: c.ref(),
      verified: c.small(),
      created_at_ms: c.instant(),
    },
    index: [['customer_id']],
  },
  // Append-only: the choice in force is the newest row of a purpose (INV-35).
  consent: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      customer_id: c.ref(),
      purpose: c.text(32),
      version: c.text(64),
      granted: c.small(),
      channel: c.text(32),
      at_ms: c.instant(),
    },
    index: [['customer_id', 'purpose', 'id']],
  },
  customer_merge: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      kept_id: c.ref(),
      alias_id: c.ref(),
      reason: c.text(64),
      /** What moved: identity keys and aliases, as JSON, so that the merge can be undone from here. */
      moved: c.long(),
      /** done, review, undone */
      state: c.text(16),
      at_ms: c.instant(),
    },
    index: [['brand_id', 'state'], ['kept_id'], ['alias_id']],
  },
  // A code at the counter: rotates, lives a minute, good for one scan.
  member_code: {
    columns: {
      brand_id: primary(c.ref()),
      code_hash: primary(c.bytes(32)),
      customer_id: c.ref(),
      expires_at_ms: c.instant(),
      used_at_ms: c.instant(),
      superseded_at_ms: c.instant(),
    },
    index: [['customer_id'], ['expires_at_ms']],
  },
  // Day of birth, encrypted; in the lunar calendar where the member keeps that one.
  customer_birthday: {
    columns: {
      customer_id: primary(c.ref()),
      brand_id: c.ref(),
      value: c.bytes(256),
      changed_at_ms: c.instant(),
    },
  },
});
