import { Injectable } from '@nestjs/common';
import type { Identity } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import { CustomersService } from './customers.service';
import type { Kinsfolk } from './kinsfolk';
import type { LockedCustomers } from './locked';
import { identitySlot, MergesService } from './merges.service';
import { PersonalFields } from './personal-fields';

/** Something that happened, with the customer behind it as known before any lock. */
export interface BroughtFact {
  readonly customerId: number;
  readonly atMs: number;
}

/** The customers of some facts, locked, and whose each fact is. */
export interface OwnedFacts {
  readonly customers: LockedCustomers;
  /** The customer under whom a fact is filed: an alias for what happened before its merge. */
  ownerOf(identity: Identity, customerId: number, atMs: number): number;
}

/**
 * To whom facts belong (HANDBOOK 24): to the customer whom their identity stood for at their instant. This is the one
 * place that decides it. Facts that are younger than the last merge of their customer cost nothing; older ones cost a
 * look at the record of merges, and lock everybody whom they may concern.
 */
@Injectable()
export class FactOwners {
  constructor(
    private readonly customers: CustomersService,
    private readonly merges: MergesService,
    private readonly fields: PersonalFields,
  ) {}

  async lock(tx: Tx, brand: Brand, facts: readonly BroughtFact[]): Promise<OwnedFacts> {
    const ids = facts.map(({ customerId }) => customerId);
    const customers = await this.customers.lock(tx, brand, ids);
    const old = oldIn(customers, facts);
    if (old.length === 0) {
      return { customers, ownerOf: (_, customerId) => customers.person(customerId).customerId };
    }
    let kin = await this.merges.kinsfolk(tx, brand.id, old);
    const isLocked = kin.everybody.every((id) => customers.find(kin.keptOf(id)) !== null);
    if (isLocked) return this.owned(brand, customers, kin);
    const all = await this.customers.lock(tx, brand, [...ids, ...kin.everybody]);
    // Those who came in now may have been merged with others since they were read.
    kin = await this.merges.kinsfolk(tx, brand.id, old);
    return this.owned(brand, all, kin);
  }

  private owned(brand: Brand, customers: LockedCustomers, kin: Kinsfolk): OwnedFacts {
    const ownerOf = (identity: Identity, customerId: number, atMs: number): number => {
      const keptId = customers.person(customerId).customerId;
      if (!kin.knows(keptId)) return keptId;
      const slot = identitySlot(identity.kind, this.fields.indexOf(brand.id, identity).toString('hex'));
      return kin.ownerAt(keptId, slot, atMs);
    };
    return { customers, ownerOf };
  }
}

/** Kept customers of whom something comes that is not younger than their last merge. */
function oldIn(customers: LockedCustomers, facts: readonly BroughtFact[]): number[] {
  const old = facts.flatMap(({ customerId, atMs }) => {
    const person = customers.find(customerId);
    return person && isOld(person, atMs) ? [person.customerId] : [];
  });
  return [...new Set(old)];
}

/** Whether something happened before somebody was last merged or parted: then the record of merges says whose it is. */
export const isOld = ({ mergedAtMs }: { readonly mergedAtMs: number }, atMs: number): boolean =>
  mergedAtMs !== 0 && atMs <= mergedAtMs;
