import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { BrandsService, type Brand } from '../brands';
import {
  CustomersService,
  ErasureService,
  MergesService,
  PersonExport,
  type FoundPerson,
  type UnmergeOutcome,
  type Viewer,
} from '../members';

type Acting = Viewer & { readonly operatorId: number };
type Merged = { readonly mergeId: string; readonly keptId: string; readonly aliasId: string };

const WHY_NOT = {
  unknown: 'MERGE_UNKNOWN',
  'not-done': 'MERGE_UNDONE',
  'later-merge-first': 'MERGE_LATER_FIRST',
} as const satisfies Record<Exclude<UnmergeOutcome, 'undone'>, string>;

/** What an operator does to a whole person, at their wish or by what is known of them. Every act is in the audit log. */
@Injectable()
export class CustomerPersonService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly merges: MergesService,
    private readonly erasure: ErasureService,
    private readonly document: PersonExport,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  async export(
    who: Acting,
    publicId: string,
  ): Promise<Result<Awaited<ReturnType<PersonExport['everythingAbout']>>, RefusalOf<'exportCustomer'>>> {
    const found = await this.found(who, publicId);
    if (!found) return fail({ code: 'CUSTOMER_UNKNOWN' });
    const { brand, person } = found;
    const all = await this.db.read((reader) => this.document.everythingAbout(reader, brand.id, person));
    await this.db.run('customers.export', (tx) =>
      this.audit.record(tx, this.entry(who, 'customer.exported', person.customerId)),
    );
    return ok(all);
  }

  async erase(who: Acting, publicId: string): Promise<Result<{ erased: true }, RefusalOf<'eraseCustomer'>>> {
    const found = await this.found(who, publicId);
    if (!found) return fail({ code: 'CUSTOMER_UNKNOWN' });
    await this.erasure.erase(found.brand, found.person.customerId, actorOf(who));
    return ok({ erased: true });
  }

  /** Order of checks: both known, two persons, neither erased. */
  async merge(
    who: Acting,
    publicId: string,
    otherId: string,
  ): Promise<Result<Merged, RefusalOf<'mergeCustomers'>>> {
    const [one, other] = [await this.found(who, publicId), await this.found(who, otherId)];
    if (!one || !other) return fail({ code: 'CUSTOMER_UNKNOWN' });
    const { brand } = one;
    return this.db.run(
      'customers.merge',
      async (tx): Promise<Result<Merged, RefusalOf<'mergeCustomers'>>> => {
        const [oneId, theOtherId] = [one.person.customerId, other.person.customerId];
        const merged = await this.merges.mergeByWord(tx, brand, oneId, theOtherId);
        if (merged.outcome !== 'merged')
          return fail({ code: merged.outcome === 'same' ? 'CUSTOMERS_SAME' : 'CUSTOMER_ERASED' });
        const { keptId, aliasId, mergeId } = merged;
        const entry = this.entry(who, 'customer.merged', keptId);
        await this.audit.record(tx, { ...entry, detail: { aliasId: this.publicIds.encode('cus', aliasId) } });
        return ok({ mergeId: this.publicIds.encode('mrg', mergeId), ...this.both(keptId, aliasId) });
      },
    );
  }

  async unmerge(
    who: Acting,
    publicId: string,
    mergeId: string,
  ): Promise<Result<Omit<Merged, 'mergeId'>, RefusalOf<'unmergeCustomers'>>> {
    const found = await this.found(who, publicId);
    if (!found) return fail({ code: 'CUSTOMER_UNKNOWN' });
    const { brand, person } = found;
    const id = this.publicIds.decode('mrg', mergeId);
    return this.db.run(
      'customers.unmerge',
      async (tx): Promise<Result<Omit<Merged, 'mergeId'>, RefusalOf<'unmergeCustomers'>>> => {
        const past = await this.merges.everOf(tx, brand.id, person.family);
        const merge = past.find((one) => one.id === id);
        if (!merge) return fail({ code: 'MERGE_UNKNOWN' });
        const outcome = await this.merges.unmerge(tx, brand, merge.id);
        if (outcome !== 'undone') return fail({ code: WHY_NOT[outcome] });
        const both = this.both(merge.keptId, merge.aliasId);
        const entry = this.entry(who, 'customer.unmerged', merge.keptId);
        await this.audit.record(tx, { ...entry, detail: { aliasId: both.aliasId } });
        return ok(both);
      },
    );
  }

  /** Whom an id stands for, if this operator may see them. */
  private found(who: Acting, publicId: string): Promise<{ brand: Brand; person: FoundPerson } | null> {
    return this.db.read(async (reader) => {
      const person = await this.customers.visible(reader, who, publicId);
      return person && { brand: await this.brands.byId(reader, who.brandId), person };
    });
  }

  private both(keptId: number, aliasId: number) {
    return { keptId: this.publicIds.encode('cus', keptId), aliasId: this.publicIds.encode('cus', aliasId) };
  }

  private entry(who: Acting, action: string, customerId: number) {
    const subject = this.publicIds.encode('cus', customerId);
    return { brandId: who.brandId, actor: actorOf(who), action, subject, detail: {} };
  }
}
