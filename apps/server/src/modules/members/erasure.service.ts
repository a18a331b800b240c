import { Injectable } from '@nestjs/common';
import { actorOf, type Actor } from '../../platform/actor';
import { Areas } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import { Jobs } from '../../platform/jobs';
import { AuditLog } from '../audit';
import type { Brand } from '../brands';
import { SessionsService } from '../identity';
import { CustomersService } from './customers.service';
import { keepRegister } from './jobs';

/** Leaving for good (PIPL article 47). */
@Injectable()
export class ErasureService {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
    private readonly areas: Areas,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Destroys the person's data for good, in every area, and ends all sessions. The ledger keeps amounts (HANDBOOK 16).
   * Somebody who is erased already is erased again, of whatever came or was left since.
   * @param by the person themselves by default
   */
  async erase(brand: Brand, askedId: number, by?: Actor): Promise<void> {
    await this.db.run('membership.erase', async (tx) => {
      const person = (await this.customers.lock(tx, brand, [askedId])).person(askedId);
      const { customerId, family } = person;
      for (const part of this.areas.erasures()) await part.erase(tx, brand, person);
      for (const id of family) await this.sessions.revokeAll(tx, 'member', id);
      await this.audit.record(tx, {
        brandId: brand.id,
        actor: by ?? actorOf({ customerId }),
        action: 'customer.erased',
        subject: '',
        detail: {},
      });
      tx.afterCommit(() => void this.jobs.hint(keepRegister, null));
    });
    await this.db.emptyLog();
  }
}
