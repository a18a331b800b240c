import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/db/statements';
import type { RefuseOf } from '../../platform/http';
import type { Brand } from '../brands';
import { CustomersService, SamePerson } from '../members';
import type { AssetOwner } from '../points';

/** The two sides of an exchange, as they are under their locks. */
export interface Sides {
  readonly from: AssetOwner;
  readonly toCustomerId: number;
}

/** Who gives and who receives: one person, in two brands. */
@Injectable()
export class ExchangeSides {
  constructor(
    private readonly customers: CustomersService,
    private readonly twins: SamePerson,
  ) {}

  /** Proves that both are one person, and locks both: the lower id first, whichever brand it is of. */
  async lock(tx: Tx, member: AssetOwner, to: Brand, refuse: RefuseOf<'exchangePoints'>): Promise<Sides> {
    const twinId = await this.twins.memberIn(tx, { brandId: member.brandId, customerId: member.id }, to.id);
    if (twinId === null) refuse('EXCHANGE_NOT_MEMBER_THERE');
    const kept = new Map<number, number>();
    const inOrder = [
      { brandId: member.brandId, id: member.id },
      { brandId: to.id, id: twinId },
    ].sort((a, b) => a.id - b.id);
    for (const { brandId, id } of inOrder) {
      const locked = await this.customers.lock(tx, { id: brandId }, [id]);
      kept.set(id, locked.get(id) ?? id);
    }
    const from = { ...member, id: kept.get(member.id) ?? member.id };
    return { from, toCustomerId: kept.get(twinId) ?? twinId };
  }
}
