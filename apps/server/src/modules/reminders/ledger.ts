import { Injectable } from '@nestjs/common';
import { grantsOf, NO_GRANTS, type GrantFact, type Grants } from '@liuliang/domain';
import type { Person } from '../../platform/areas';
import type { Reader, Tx } from '../../platform/db/statements';
import { CustomersService, type MergedCustomers } from '../members';
import { reminderFacts, reminderGrants, type ReminderFactRow } from './entities';

/** What is left for a person of each template that they ever answered about. */
export type GrantsByTemplate = ReadonlyMap<string, Grants>;

/**
 * The grants of WeChat, which nobody can ask WeChat about. Facts are added and never changed; what is left is folded anew
 * from all facts of a person and a template with every new one, under the lock of the person (REMINDERS-2).
 */
@Injectable()
export class GrantLedger {
  constructor(private readonly customers: CustomersService) {}

  /** Takes facts about one template in; those that are known change nothing. @param person locked */
  async take(
    tx: Tx,
    brandId: number,
    person: Person,
    templateId: string,
    facts: readonly GrantFact[],
  ): Promise<void> {
    const { customerId } = person;
    let fresh = 0;
    for (const { key, ...fact } of facts) {
      const row = { id: tx.nextId(), brandId, customerId, templateId, factKey: Buffer.from(key), ...fact };
      fresh += await reminderFacts.insert(tx, [{ ...row, heardAtMs: tx.nowMs() }], { ignore: true });
    }
    if (fresh > 0) await this.fold(tx, brandId, person, templateId);
  }

  /** The facts of a person under one key: what was said of each template. */
  under(reader: Reader, brandId: number, { family }: Person, key: string): Promise<ReminderFactRow[]> {
    return reminderFacts.select(reader, brandId, { customerId: family, factKey: Buffer.from(key) });
  }

  async grants(reader: Reader, brandId: number, customerId: number): Promise<GrantsByTemplate> {
    const rows = await reminderGrants.select(reader, brandId, { customerId });
    return new Map(
      rows.map(({ templateId, leftCount, isAlways }) => [templateId, { left: leftCount, isAlways }]),
    );
  }

  /** Facts keep the id under which they were filed; what is left follows whoever is one person now. */
  async follow(tx: Tx, brandId: number, moved: readonly MergedCustomers[]): Promise<void> {
    const ids = [...new Set(moved.flatMap(({ keptId, aliasId }) => [keptId, aliasId]))];
    await reminderGrants.remove(tx, brandId, { customerId: ids });
    const people = await this.customers.people(tx, { id: brandId }, ids);
    const persons = new Map([...people.values()].map((person) => [person.customerId, person]));
    for (const person of persons.values()) {
      const columns = { columns: ['templateId'] } as const;
      const filed = await reminderFacts.select(tx, brandId, { customerId: person.family }, columns);
      for (const templateId of new Set(filed.map((row) => row.templateId)))
        await this.fold(tx, brandId, person, templateId);
    }
  }

  /** What the facts say, for whoever proves what is kept. */
  async folded(reader: Reader, brandId: number, family: readonly number[], templateId: string) {
    const rows = await reminderFacts.select(reader, brandId, { customerId: family, templateId });
    return rows.length === 0
      ? NO_GRANTS
      : grantsOf(rows.map(({ factKey, ...fact }) => ({ ...fact, key: factKey.toString() })));
  }

  private async fold(
    tx: Tx,
    brandId: number,
    { customerId, family }: Person,
    templateId: string,
  ): Promise<void> {
    const { left: leftCount, isAlways } = await this.folded(tx, brandId, family, templateId);
    const row = { brandId, customerId, templateId, leftCount, isAlways };
    await reminderGrants.insert(tx, [row], { upsert: ['leftCount', 'isAlways'] });
  }
}
