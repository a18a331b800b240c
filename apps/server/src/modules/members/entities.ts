import { IDENTITY_KINDS, mergeLifecycle } from '@liuliang/domain';
import { c, later, primary } from '../../platform/db/columns';
import { States } from '../../platform/db/states';
import { table, type RowOf } from '../../platform/db/table';
import { consentPurposes } from './consent-texts';
import { GRAM_BYTES } from './personal-fields';

/** Persons: who they are, how they are known, what they agreed to. Personal fields are ciphertext (INV-34). */
export const customers = table(
  'customer',
  {
    id: c.id(),
    brandId: c.ref(),
    /** 0: identified, not a member. */
    joinedAtMs: later(c.instant()),
    /** The customer this one was merged into; 0: none. An alias always resolves in one step. */
    aliasOf: later(c.ref()),
    /** When they were last merged with somebody, or parted; 0: never. What is older asks the record of merges. */
    mergedAtMs: later(c.instant()),
    nickname: later(c.bytes(256)),
    mobile: later(c.bytes(256)),
    homeStoreId: later(c.ref()),
    createdAtMs: c.instant(),
    erasedAtMs: later(c.instant()),
  },
  {
    index: [
      ['brandId', 'id'],
      ['aliasOf'],
      ['brandId', 'homeStoreId'],
      ['erasedAtMs'],
      ['brandId', 'joinedAtMs', 'id'],
    ],
  },
);

export const identities = table(
  'customer_identity',
  {
    brandId: primary(c.ref()),
    kind: primary(c.oneOf(IDENTITY_KINDS, 32)),
    /** Keyed blind index of the normalised value; the value itself is only in `value`, encrypted. */
    valueIndex: primary(c.bytes(32)),
    value: c.bytes(512),
    customerId: c.ref(),
    verified: c.flag(),
    createdAtMs: c.instant(),
  },
  {
    index: [['customerId']],
  },
);

/** Append-only: the choice in force is the newest row of a purpose (INV-35). */
export const consents = table(
  'consent',
  {
    id: c.id(),
    brandId: c.ref(),
    customerId: c.ref(),
    purpose: c.oneOf(consentPurposes, 32),
    version: c.text(64),
    granted: c.flag(),
    channel: c.text(32),
    atMs: c.instant(),
  },
  {
    index: [['customerId', 'purpose', 'id']],
  },
);

export const merges = table(
  'customer_merge',
  {
    id: c.id(),
    brandId: c.ref(),
    keptId: c.ref(),
    aliasId: c.ref(),
    reason: c.text(64),
    /** What moved: identity keys and aliases, as JSON, so that the merge can be undone from here. */
    moved: c.long(),
    state: c.oneOf(mergeLifecycle.states),
    atMs: c.instant(),
    /** When it was taken back; 0: it stands. */
    undoneAtMs: later(c.instant()),
  },
  {
    index: [['brandId', 'state'], ['keptId'], ['aliasId']],
  },
);

/** A code at the counter: rotates, lives a minute, good for one scan. */
export const memberCodes = table(
  'member_code',
  {
    brandId: primary(c.ref()),
    codeHash: primary(c.bytes(32)),
    customerId: c.ref(),
    expiresAtMs: c.instant(),
    usedAtMs: later(c.instant()),
    supersededAtMs: later(c.instant()),
  },
  {
    index: [['customerId'], ['expiresAtMs']],
  },
);

/** Day of birth, encrypted; in the lunar calendar where the member keeps that one. */
export const birthdays = table('customer_birthday', {
  customerId: primary(c.ref()),
  brandId: c.ref(),
  value: c.bytes(256),
  changedAtMs: c.instant(),
});

/**
 * By which names are found: a row for each bucket that a pair of neighbouring signs of the name falls into. A bucket is a
 * keyed hash cut so short that it holds many pairs; who is found by it is asked by the name itself.
 */
export const nameGrams = table(
  'customer_name_gram',
  {
    brandId: primary(c.ref()),
    gram: primary(c.bytes(GRAM_BYTES)),
    customerId: primary(c.ref()),
  },
  {
    index: [['customerId']],
  },
);

/** How far the names from before there was an index are in it. */
export const nameWalks = table('customer_name_walk', {
  brandId: primary(c.ref()),
  afterId: c.ref(),
  isDone: c.flag(),
});

export type CustomerRow = RowOf<typeof customers>;
export type IdentityRow = RowOf<typeof identities>;
export type BirthdayRow = RowOf<typeof birthdays>;

export const mergeStates = new States(merges, mergeLifecycle);

export const memberTables = [
  customers,
  identities,
  consents,
  merges,
  memberCodes,
  birthdays,
  nameGrams,
  nameWalks,
];
