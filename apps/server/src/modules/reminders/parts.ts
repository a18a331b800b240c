import { Injectable } from '@nestjs/common';
import type { AuditFindings, ErasurePart, ExportPart, OfBrand, Person } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { BrandsService } from '../brands';
import { CustomersService } from '../members';
import { reminderFacts, reminderGrants, reminderSilences } from './entities';
import { GrantLedger } from './ledger';
import { Reminders } from './service';

const AUDIT_BATCH = 500;

@Injectable()
export class ReminderExport implements ExportPart {
  constructor(private readonly reminders: Reminders) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, person: Person) {
    const facts = await reminderFacts.select(
      reader,
      brandId,
      { customerId: person.family },
      { order: 'at_ms, id' },
    );
    return {
      reminders: await this.reminders.view(reader, brandId, person),
      reminderHistory: facts.map(({ templateId, kind, source, isKept, atMs }) => ({
        ...{ templateId, kind, source, isKept, atMs },
      })),
    };
  }
}

@Injectable()
export class ReminderErasure implements ErasurePart {
  async erase(tx: Tx, { id: brandId }: OfBrand, { family: customerId }: Person): Promise<void> {
    await reminderFacts.remove(tx, brandId, { customerId });
    await reminderGrants.remove(tx, brandId, { customerId });
    await reminderSilences.remove(tx, brandId, { customerId });
  }
}

/** REMINDERS-2: what is kept of a person and a template is what the facts say. */
@Injectable()
export class ReminderAudit {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly ledger: GrantLedger,
  ) {}

  async check(only: number | null, findings: AuditFindings): Promise<void> {
    await this.brands.eachPage(only, (brandId, afterId) =>
      this.db.read(async (reader) => {
        const page = { and: ['customer_id > ?', afterId], order: 'customer_id', limit: AUDIT_BATCH } as const;
        const rows = await reminderGrants.select(reader, brandId, {}, page);
        // A person of the last place may have more rows behind it: they are read with the next page.
        const last = rows.at(-1)?.customerId;
        const whole = rows.length < AUDIT_BATCH ? rows : rows.filter(({ customerId }) => customerId !== last);
        const ids = new Set(whole.map(({ customerId }) => customerId));
        const families = await this.customers.families(reader, { id: brandId }, ids);
        findings.count(whole.length);
        for (const { customerId, templateId, leftCount, isAlways } of whole) {
          const family = families.get(customerId) ?? [customerId];
          const said = await this.ledger.folded(reader, brandId, family, templateId);
          findings.require(
            said.left === leftCount && said.isAlways === isAlways,
            () =>
              `reminders of ${customerId}: ${leftCount} are kept of ${templateId}, ${said.left} were told`,
          );
        }
        return rows.length < AUDIT_BATCH ? undefined : whole.at(-1)?.customerId;
      }),
    );
  }
}
