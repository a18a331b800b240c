import type { Person } from '../../platform/areas';

/** The customers that a transaction has locked: who they are stays so until it ends. */
export class LockedCustomers {
  /** Whom each id stands for, aliases included: orders that were filed before a merge carry an alias's id. */
  readonly keptOf: ReadonlyMap<number, number>;

  /** @param families every id under which a kept customer's history is filed, its own first */
  constructor(readonly families: ReadonlyMap<number, readonly number[]>) {
    const keptOf = new Map<number, number>();
    for (const [keptId, family] of families) for (const id of family) keptOf.set(id, keptId);
    this.keptOf = keptOf;
  }

  /** Who an id stands for; null when it is of no customer of the brand. */
  find(id: number): Person | null {
    const customerId = this.keptOf.get(id);
    const family = customerId === undefined ? undefined : this.families.get(customerId);
    return customerId === undefined || !family ? null : { customerId, family };
  }

  /** As `find`, of an id that a row of the brand or a session names. */
  person(id: number): Person {
    const person = this.find(id);
    if (!person) throw new Error('A row names a customer of another brand');
    return person;
  }
}
