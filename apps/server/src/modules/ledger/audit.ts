import { Injectable } from '@nestjs/common';
import type { AuditFindings } from '../../platform/areas';
import { Breath } from '../../platform/breath';
import { Database } from '../../platform/db/database';
import { BrandsService } from '../brands';
import { ledgerAccounts } from './entities';
import { FactReader } from './fact-reader';
import { faultsOfFacts } from './fact-state';

const MEMBERS_AT_ONCE = 50;

/** Proves that members' points are what the set of facts says, in whatever order the facts became known. */
@Injectable()
export class FactAudit {
  private readonly breath = new Breath();

  constructor(
    private readonly db: Database,
    private readonly facts: FactReader,
    private readonly brands: BrandsService,
  ) {}

  async check(brandId: number | null, findings: AuditFindings): Promise<void> {
    await this.brands.eachPage(brandId, (id, afterId) => this.checkPage(id, afterId, findings));
  }

  /** @returns where the page ended; undefined behind the last one */
  private checkPage(brandId: number, afterId: number, findings: AuditFindings): Promise<number | undefined> {
    return this.db.readApartAtOnce(async (reader) => {
      const owned = { ownerKind: 'member', asset: 'points', bucket: ['available', 'pending'] } as const;
      const page = { order: 'owner_id', limit: MEMBERS_AT_ONCE, columns: ['ownerId'] } as const;
      const rows = await ledgerAccounts.select(reader, brandId, owned, {
        ...page,
        and: ['owner_id > ?', afterId],
      });
      const ids = [...new Set(rows.map(({ ownerId }) => ownerId))];
      const families = await this.facts.families(reader, brandId, ids);
      for (const known of await this.facts.read(reader, brandId, families)) {
        findings.count(1);
        findings.addAll(faultsOfFacts(known, reader.nowMs()));
        await this.breath.take();
      }
      return ids.at(-1);
    });
  }
}
