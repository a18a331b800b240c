import type { Person } from '../../platform/areas';

/** A person whose customers are locked. */
export interface LockedPerson extends Person {
  /** When they were last merged with somebody, or parted; 0: never. */
  readonly mergedAtMs: number;
}

/** The customers that a transaction has locked: who they are stays so until it ends. */
export class LockedCustomers {
  /** Whom each id stands for, aliases included: orders that were filed before a merge carry an alias's id. */
  readonly keptOf: ReadonlyMap<number, number>;

  /**
   * @param families every id under which a kept customer's history is filed, its own first
   * @param mergedAtMs when kept customers were last merged or parted; who is not in it never was
   */
  constructor(
    readonly families: ReadonlyMap<number, readonly number[]>,
    private readonly mergedAtMs: ReadonlyMap<number, number> = new Map(),
  ) {
    const keptOf = new Map<number, number>();
    for (const [keptId, family] of families) for (const id of family) keptOf.set(id, keptId);
    this.keptOf = keptOf;
  }

  /** Who an id stands for; null when it is of no customer of the brand. */
  find(id: number): LockedPerson | null {
    const customerId = this.keptOf.get(id);
    const family = customerId === undefined ? undefined : this.families.get(customerId);
    if (customerId === undefined || !family) return null;
    return { customerId, family, mergedAtMs: this.mergedAtMs.get(customerId) ?? 0 };
  }

  /** As `find`, of an id that a row of the brand or a session names. */
  person(id: number): LockedPerson {
    const person = this.find(id);
    if (!person) throw new Error('A row names a customer of another brand');
    return person;
  }
}
