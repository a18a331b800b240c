import { Injectable } from '@nestjs/common';
import { RunAgain } from '../../platform/db/run-again';
import type { Tx } from '../../platform/db/statements';
import type { RefuseOf } from '../../platform/http';
import type { Brand } from '../brands';
import { CustomersService, SamePerson } from '../members';
import { memberOf, type AssetOwner } from '../points';

/** Who gives and who receives: one person, in two brands. */
@Injectable()
export class ExchangeSides {
  constructor(
    private readonly customers: CustomersService,
    private readonly twins: SamePerson,
  ) {}

  /** Who the member is today: the key of the request and the other side are looked up by it, before any lock. */
  async ofToday(tx: Tx, { brandId, id }: AssetOwner): Promise<AssetOwner> {
    const person = await this.customers.person(tx, { id: brandId }, id);
    if (!person) throw new Error('A session names a customer of another brand');
    return memberOf({ brandId, person });
  }

  /**
   * Proves that both are one person, and locks both: the lower id first, whichever brand it is of.
   * @returns the customer of the other brand
   */
  async lock(tx: Tx, member: AssetOwner, to: Brand, refuse: RefuseOf<'exchangePoints'>): Promise<number> {
    const twinId = await this.twins.memberIn(tx, { brandId: member.brandId, customerId: member.id }, to.id);
    if (twinId === null) refuse('EXCHANGE_NOT_MEMBER_THERE');
    const inOrder = [
      { brandId: member.brandId, id: member.id },
      { brandId: to.id, id: twinId },
    ].sort((a, b) => a.id - b.id);
    for (const { brandId, id } of inOrder) {
      const { customerId } = (await this.customers.lock(tx, { id: brandId }, [id])).person(id);
      if (customerId !== id) throw new RunAgain('one side of an exchange was merged just now');
    }
    return twinId;
  }
}
