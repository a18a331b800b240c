import { Injectable } from '@nestjs/common';
import { actorOf } from '../../platform/actor';
import { Areas } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import { AuditLog } from '../audit';
import type { Brand } from '../brands';
import { SessionsService } from '../identity';
import { CustomersService } from './customers.service';

/** Leaving for good (PIPL article 47). */
@Injectable()
export class ErasureService {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
    private readonly areas: Areas,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
  ) {}

  /** Destroys the person's data for good, in every area, and ends all sessions. The ledger keeps amounts (HANDBOOK 16). */
  async erase(brand: Brand, askedId: number): Promise<void> {
    await this.db.run('membership.erase', async (tx) => {
      const person = (await this.customers.lock(tx, brand, [askedId])).person(askedId);
      const { customerId, family } = person;
      for (const part of this.areas.erasures()) await part.erase(tx, brand, person);
      for (const id of family) await this.sessions.revokeAll(tx, 'member', id);
      await this.audit.record(tx, {
        brandId: brand.id,
        actor: actorOf({ customerId }),
        action: 'customer.erased',
        subject: '',
        detail: {},
      });
    });
    await this.db.emptyLog();
  }
}
