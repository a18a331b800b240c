import { Injectable } from '@nestjs/common';
import {
  cleanName,
  fail,
  normaliseIdentity,
  type Identity,
  type IdentityRefusal,
  type Result,
} from '@liuliang/domain';
import type { Person } from '../../platform/areas';
import type { Reader, Tx } from '../../platform/db/statements';
import type { OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { aliasesOf, peopleBehind } from './customers.queries';
import { customers, identities, type IdentityRow } from './entities';
import { LockedCustomers } from './locked';
import { NameIndex } from './name-index';
import { customerField, identityField, PersonalFields } from './personal-fields';

/** What became of an identity that was to belong to a customer. */
export type LinkOutcome =
  | { readonly outcome: 'linked' }
  | { readonly outcome: 'already' }
  | { readonly outcome: 'belongsTo'; readonly customerId: number };

/** A person with what decides whether they may come in. */
export interface FoundPerson extends Person {
  /** 0: no member. */
  readonly joinedAtMs: number;
  /** 0: not erased. */
  readonly erasedAtMs: number;
  /** 0: none. */
  readonly homeStoreId: number;
}

/** Whose customers: the brand's, or those of an operator's stores (null: all of them). */
export type Viewer = Pick<OperatorPrincipal, 'brandId' | 'storeScope'>;

const STANDING = { columns: ['id', 'aliasOf', 'mergedAtMs'], order: 'id', lock: 'update' } as const;
const OWNER = { columns: ['kind', 'valueIndex', 'customerId', 'verified'] } as const;

type BrandRef = { readonly id: number };

/** Sealed, a longer value would not fit its column of 512 bytes. No platform's identifiers come near. */
export const IDENTITY_BYTES_MAX = 256;

/** A merge resolves every alias in one step, so that a second round happens only when a merge ran in between. */
const ALIAS_ROUNDS_MAX = 4;

/** The key of an identity in the answer of `identify`. */
export const identityKey = ({ kind, value }: { kind: string; value: string }): string => `${kind}:${value}`;

/** The one spelling of an identity, or why it is none. The value is never repeated: it is personal data. */
export function checkIdentity(kind: string, value: string): Result<Identity, IdentityRefusal> {
  const normalised = normaliseIdentity(kind, value);
  if (normalised.ok && Buffer.byteLength(normalised.value.value) > IDENTITY_BYTES_MAX) {
    return fail({ code: 'IDENTITY_INVALID', reason: 'too-long' });
  }
  return normalised;
}

/**
 * Who is who. CUSTOMERS-1: an identity belongs to exactly one customer of a brand. CUSTOMERS-2: an identity never
 * points to an alias. CUSTOMERS-3: an alias resolves in one step. Customer rows are locked in ascending order of
 * their ids, before anything else of theirs (docs/architecture/locks.md).
 */
@Injectable()
export class CustomersService {
  constructor(
    private readonly fields: PersonalFields,
    private readonly publicIds: PublicIds,
    private readonly names: NameIndex,
  ) {}

  /**
   * Finds the customers behind identities that `checkIdentity` passed, making those that nobody knows yet.
   * Safe when two processes meet the same new person at once: the identity's key decides who made the customer.
   *
   * @param seenAtMs when we learnt of them; a new customer's age, by which a later merge chooses who is kept
   * @returns customer ids by `identityKey` of the normalised identity
   */
  async identify(
    tx: Tx,
    brand: BrandRef,
    named: readonly { readonly kind: string; readonly value: string }[],
    seenAtMs: number,
  ): Promise<Map<string, number>> {
    const wanted = this.indexed(brand.id, named);
    const found = await this.owners(tx, brand.id, wanted);
    const unknown = wanted.filter((one) => !found.has(one.slot)).sort((a, b) => (a.slot < b.slot ? -1 : 1));
    if (unknown.length > 0) {
      const made = unknown.map((one) => this.newIdentity(brand.id, one, tx.nextId(), false, seenAtMs));
      await this.addCustomersFor(tx, brand.id, unknown, made, found);
    }
    return new Map(wanted.map((one) => [one.key, ownerAt(found, one.slot)]));
  }

  /** Gives a customer one more identity. Whether the other owner is the same person is for `merge` to decide. */
  async link(
    tx: Tx,
    brand: BrandRef,
    customerId: number,
    identity: Identity,
    isVerified: boolean,
    nowMs: number,
  ): Promise<LinkOutcome> {
    const ownId = (await this.lock(tx, brand, [customerId])).person(customerId).customerId;
    const [wanted] = this.indexed(brand.id, [identity]) as [Indexed];
    const fresh = this.newIdentity(brand.id, wanted, ownId, isVerified, nowMs);
    if (await identities.insertNew(tx, fresh)) return { outcome: 'linked' };
    const key = { kind: wanted.kind, valueIndex: wanted.index };
    const owner = await identities.one(tx, brand.id, key, OWNER);
    if (!owner) throw new Error('An identity was neither new nor known');
    if (owner.customerId !== ownId) return { outcome: 'belongsTo', customerId: owner.customerId };
    if (isVerified && !owner.verified) await identities.set(tx, brand.id, key, { verified: true });
    return { outcome: 'already' };
  }

  /** The customer behind an identity, or null. */
  async find(reader: Reader, brand: BrandRef, identity: Identity): Promise<number | null> {
    const key = { kind: identity.kind, valueIndex: this.fields.indexOf(brand.id, identity) };
    return (await identities.one(reader, brand.id, key, OWNER))?.customerId ?? null;
  }

  /** As `find`, of many identities that `checkIdentity` passed: customer ids by `identityKey`, of those that are known. */
  async findAll(
    reader: Reader,
    brand: BrandRef,
    named: readonly { readonly kind: string; readonly value: string }[],
  ): Promise<Map<string, number>> {
    const wanted = this.indexed(brand.id, named);
    const owners = await this.owners(reader, brand.id, wanted);
    return new Map(
      wanted.flatMap(({ key, slot }): [string, number][] => {
        const owner = owners.get(slot);
        return owner === undefined ? [] : [[key, owner]];
      }),
    );
  }

  /** Who an id stands for today; null when it is of no customer of this brand. For reads: who writes locks. */
  async person(reader: Reader, brand: BrandRef, id: number): Promise<FoundPerson | null> {
    return (await this.people(reader, brand, [id])).get(id) ?? null;
  }

  /** As `person`, by the id that the outside holds. */
  async behind(reader: Reader, brand: BrandRef, publicId: string): Promise<FoundPerson | null> {
    const id = this.publicIds.decode('cus', publicId);
    return id === null ? null : this.person(reader, brand, id);
  }

  /** As `behind`, if this viewer may see them; null for somebody of another store, as for nobody. */
  async visible(reader: Reader, viewer: Viewer, publicId: string): Promise<FoundPerson | null> {
    const { brandId, storeScope } = viewer;
    const person = await this.behind(reader, { id: brandId }, publicId);
    return person && (!storeScope || storeScope.includes(person.homeStoreId)) ? person : null;
  }

  /** Of people of the brand those whose name a reader may see: of the stores in scope, by who reads customers. */
  async nameable(
    reader: Reader,
    viewer: Viewer & { readonly permissions: ReadonlySet<string> },
    ids: readonly number[],
  ): Promise<ReadonlySet<number>> {
    const { brandId, storeScope, permissions } = viewer;
    if (!permissions.has('customers.read')) return new Set();
    const people = await this.people(reader, { id: brandId }, ids);
    const isSeen = (id: number): boolean =>
      !storeScope || storeScope.includes(people.get(id)?.homeStoreId ?? 0);
    return new Set(ids.filter((id) => people.has(id) && isSeen(id)));
  }

  /** The people that ids stand for today, in one statement. Ids of other brands are left out. */
  async people(reader: Reader, brand: BrandRef, ids: Iterable<number>): Promise<Map<number, FoundPerson>> {
    const people = new Map<number, FoundPerson & { readonly family: number[] }>();
    for (const row of await peopleBehind(reader, brand.id, [...new Set(ids)])) {
      const { askedId, aliasId, customerId, ...rest } = row;
      const person = people.get(askedId) ?? { customerId, family: [customerId], ...rest };
      if (aliasId !== null) person.family.push(aliasId);
      people.set(askedId, person);
    }
    return people;
  }

  /** Every id under which the customers' history is filed: their own first, then their aliases. */
  async families(
    reader: Reader,
    brand: BrandRef,
    canonicalIds: Iterable<number>,
  ): Promise<Map<number, number[]>> {
    return this.familiesOf(reader, brand, canonicalIds, () => true);
  }

  /** @param wasMerged whether a customer was ever merged with anybody: who was not is nobody's alias and has none */
  async familiesOf(
    reader: Reader,
    brand: BrandRef,
    canonicalIds: Iterable<number>,
    wasMerged: (id: number) => boolean,
  ): Promise<Map<number, number[]>> {
    const families = new Map<number, number[]>();
    for (const id of canonicalIds) families.set(id, [id]);
    const merged = [...families.keys()].filter(wasMerged);
    for (const { id, aliasOf } of await aliasesOf(reader, brand.id, merged)) families.get(aliasOf)?.push(id);
    return families;
  }

  /**
   * Locks customers until commit and answers whom each id stands for. Whoever writes a customer's facts, orders or
   * points does this first, so that folds of one customer happen one after another and none runs beside its merge.
   * What it answers counts, whatever was known before: a merge may have come in between.
   */
  async lock(tx: Tx, brand: BrandRef, ids: Iterable<number>): Promise<LockedCustomers> {
    const canonicalOf = new Map<number, number>();
    const mergedAtMs = new Map<number, number>();
    let wanted = [...new Set(ids)];
    for (let round = 0; wanted.length > 0; round += 1) {
      if (round === ALIAS_ROUNDS_MAX) throw new Error('CUSTOMERS-3: an alias did not resolve');
      const id = wanted.sort((a, b) => a - b);
      const rows = await customers.select(tx, brand.id, { id }, STANDING);
      for (const row of rows) {
        canonicalOf.set(row.id, row.aliasOf || row.id);
        if (row.mergedAtMs !== 0) mergedAtMs.set(row.id, row.mergedAtMs);
      }
      wanted = [...new Set(rows.map(({ aliasOf }) => aliasOf))].filter(
        (id) => id !== 0 && !canonicalOf.has(id),
      );
    }
    // Nobody merges them while they are locked.
    const families = await this.familiesOf(tx, brand, canonicalOf.values(), (id) => mergedAtMs.has(id));
    return new LockedCustomers(families, mergedAtMs);
  }

  /** Keeps a personal field of a customer; an empty text is none, and so is a name that shows nothing. */
  async keepField(
    tx: Tx,
    brandId: number,
    id: number,
    column: 'nickname' | 'mobile',
    text: string,
  ): Promise<void> {
    const kept = column === 'nickname' ? cleanName(text) : text;
    const sealed = this.fields.seal(brandId, customerField(column, id), kept);
    await customers.set(tx, brandId, { id }, { [column]: sealed });
    if (column === 'nickname') await this.names.keep(tx, brandId, id, kept);
  }

  /** Makes a store somebody's home store, where they have none. The customer is locked. */
  async settle(tx: Tx, brandId: number, customerId: number, storeId: number): Promise<void> {
    await customers.set(tx, brandId, { id: customerId, homeStoreId: 0 }, { homeStoreId: storeId });
  }

  private async addCustomersFor(
    tx: Tx,
    brandId: number,
    unknown: readonly Indexed[],
    made: readonly IdentityRow[],
    found: Map<string, number>,
  ): Promise<void> {
    const added = await identities.insert(tx, made, { ignore: true });
    // Fewer rows than we brought: another process made some of them meanwhile, so ask who won.
    const owners = added === made.length ? null : await this.owners(tx, brandId, unknown);
    unknown.forEach(({ slot }, i) =>
      found.set(slot, owners ? ownerAt(owners, slot) : (made[i] as IdentityRow).customerId),
    );
    const ours = made.filter(({ customerId }, i) => found.get((unknown[i] as Indexed).slot) === customerId);
    await customers.insert(
      tx,
      ours.map(({ customerId: id, createdAtMs }) => ({ id, brandId, createdAtMs })),
    );
  }

  private newIdentity(
    brandId: number,
    { kind, index: valueIndex, value: text }: Indexed,
    customerId: number,
    verified: boolean,
    createdAtMs: number,
  ): IdentityRow {
    const value = this.fields.seal(brandId, identityField(kind, valueIndex), text);
    return { brandId, kind, valueIndex, value, customerId, verified, createdAtMs };
  }

  private indexed(brandId: number, named: readonly { kind: string; value: string }[]): Indexed[] {
    const byKey = new Map<string, Indexed>();
    for (const { kind, value } of named) {
      if (byKey.has(identityKey({ kind, value }))) continue;
      const checked = checkIdentity(kind, value);
      if (!checked.ok) throw new Error(`${checked.error.code}: an identity came in unchecked`);
      const key = identityKey(checked.value);
      if (byKey.has(key)) continue;
      const index = this.fields.indexOf(brandId, checked.value);
      byKey.set(key, { ...checked.value, key, index, slot: slotOf(kind, index) });
    }
    return [...byKey.values()];
  }

  private async owners(
    reader: Reader,
    brandId: number,
    wanted: readonly Indexed[],
  ): Promise<Map<string, number>> {
    const owners = new Map<string, number>();
    for (const kind of new Set(wanted.map((one) => one.kind))) {
      const valueIndex = wanted.filter((one) => one.kind === kind).map((one) => one.index);
      for (const owner of await identities.select(reader, brandId, { kind, valueIndex }, OWNER))
        owners.set(slotOf(kind, owner.valueIndex), owner.customerId);
    }
    return owners;
  }
}

/** A normalised identity with its blind index; `slot` is its key in the table, and the order of inserts. */
interface Indexed extends Identity {
  readonly key: string;
  readonly index: Buffer;
  readonly slot: string;
}

const slotOf = (kind: string, index: Buffer): string => `${kind}:${index.toString('latin1')}`;

function ownerAt(owners: ReadonlyMap<string, number>, slot: string): number {
  const owner = owners.get(slot);
  if (owner === undefined) throw new Error('CUSTOMERS-1: an identity was neither new nor known');
  return owner;
}
