import type { IdentityKind } from '@liuliang/domain';
import {
  endOf,
  everyBrand,
  lapsingRows,
  numberedRows,
  ofSecret,
  placesAfter,
  secretRows,
  type SecretChange,
} from '../../platform/secret/secret-rows';
import { birthdayField } from './birthdays.service';
import { birthdays, customers, identities, memberCodes, merges } from './entities';
import { keepGrams } from './name-index';
import { customerField, identityField, PersonalFields } from './personal-fields';

const everyCustomer = customers.acrossBrands(everyBrand);
const everyIdentity = identities.acrossBrands(everyBrand);
const everyMerge = merges.acrossBrands(everyBrand);
const everyBirthday = birthdays.acrossBrands(everyBrand);

type SealedIdentity = Readonly<{ brandId: number; kind: IdentityKind; valueIndex: Buffer; value: Buffer }>;

const fieldsOf = ofSecret((secrets) => new PersonalFields(secrets));

/** An identity under the next secret: another index, and a value that is bound to it. */
function renewed({ brandId, kind, valueIndex, value }: SealedIdentity, { from, to }: SecretChange) {
  const text = fieldsOf(from).open(brandId, identityField(kind, valueIndex), value);
  const next = fieldsOf(to).indexOf(brandId, { kind, value: text });
  return { valueIndex: next, value: fieldsOf(to).seal(brandId, identityField(kind, next), text) };
}

/**
 * The identities that merges moved, by their index. Before the identities themselves: what an index becomes, only the
 * identity tells that still stands under it. One that does not is a forgotten person's, and is forgotten here too.
 */
export const mergeRecords = numberedRows(
  everyMerge,
  { place: 'id', reads: ['id', 'brandId', 'moved'], columns: ['moved'] },
  async ({ brandId, moved }, change, reader) => {
    const record = JSON.parse(moved) as { identities?: { kind: IdentityKind; index: string }[] };
    if (!record.identities) return { moved };
    const next: { kind: IdentityKind; index: string }[] = [];
    for (const { kind, index } of record.identities) {
      const known = await identities.one(reader, brandId, { kind, valueIndex: Buffer.from(index, 'hex') });
      if (known) next.push({ kind, index: renewed(known, change).valueIndex.toString('hex') });
    }
    return { moved: JSON.stringify({ ...record, identities: next }) };
  },
);

/** By the customer, whose id stays: an index under the next secret stands somewhere else in the order of its key. */
export const sealedIdentities = secretRows({
  table: 'customer_identity',
  columns: ['valueIndex', 'value'],
  proves: true,
  async read(reader, after, limit) {
    const people = await placesAfter(reader, everyCustomer, 'id', ['id'], after, limit);
    const columns = ['brandId', 'kind', 'valueIndex', 'value', 'customerId'] as const;
    const customerId = people.map(({ id }) => id);
    const found = await everyIdentity.select(reader, { customerId }, { columns });
    const rows = found.map((row) => ({ ...row, place: row.customerId }));
    return { rows: rows.sort((a, b) => a.place - b.place), next: endOf(people, limit) };
  },
  async renew(_reader, row, change) {
    const { brandId, kind, valueIndex } = row;
    const next = renewed(row, change);
    return (tx) => identities.set(tx, brandId, { kind, valueIndex }, next);
  },
});

/** What names are found by, from the names themselves: before these are renewed. */
export const nameBuckets = secretRows({
  table: 'customer_name_gram',
  columns: ['gram'],
  proves: false,
  async read(reader, after, limit) {
    const rows = await placesAfter(reader, everyCustomer, 'id', ['id', 'brandId', 'nickname'], after, limit);
    return { rows: rows.filter(({ nickname }) => nickname.length > 0), next: endOf(rows, limit) };
  },
  async renew(_reader, { id, brandId, nickname }, { from, to }) {
    const name = fieldsOf(from).open(brandId, customerField('nickname', id), nickname);
    return (tx) => keepGrams(tx, fieldsOf(to), brandId, id, name);
  },
});

export const sealedProfiles = numberedRows(
  everyCustomer,
  { place: 'id', reads: ['id', 'brandId', 'nickname', 'mobile'], columns: ['nickname', 'mobile'] },
  ({ id, brandId, nickname, mobile }, { from, to }) => {
    const resealed = (column: 'nickname' | 'mobile', stored: Buffer): Buffer => {
      const place = customerField(column, id);
      return fieldsOf(to).seal(brandId, place, fieldsOf(from).open(brandId, place, stored));
    };
    return { nickname: resealed('nickname', nickname), mobile: resealed('mobile', mobile) };
  },
);

export const sealedBirthdays = numberedRows(
  everyBirthday,
  { place: 'customerId', reads: ['customerId', 'brandId', 'value'], columns: ['value'] },
  ({ customerId, brandId, value }, { from, to }) => {
    const text = fieldsOf(from).open(brandId, birthdayField(customerId), value);
    return { value: fieldsOf(to).seal(brandId, birthdayField(customerId), text) };
  },
);

/** Codes on members' screens: good for a minute, and drawn anew when they are not known. */
export const shownCodes = lapsingRows(memberCodes.acrossBrands(everyBrand), ['codeHash']);
