import { Injectable, type OnModuleInit } from '@nestjs/common';
import { dayOf, dayStartMs, type EarningRules } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { inForceAt } from '../../platform/documents';
import { BrandsService, type Brand } from '../brands';
import { FactReader, Holds } from '../ledger';
import { ExpiryNotices } from '../touches';
import { OrderLedgerQueries } from './order-ledger.queries';
import { refundFacts, settlesAt } from './refund-facts';
import { EarningVersions } from './versions';

/** Tells the areas below, which know nothing of rules, what the rules in force say for them. */
@Injectable()
export class ProgrammeTerms implements OnModuleInit {
  constructor(
    private readonly brands: BrandsService,
    private readonly versions: EarningVersions,
    private readonly holds: Holds,
    private readonly facts: FactReader,
    private readonly notices: ExpiryNotices,
    private readonly ledger: OrderLedgerQueries,
  ) {}

  onModuleInit(): void {
    this.holds.programmeBy({
      reinstatedTo: async (reader, brandId, atMs, days) => {
        const { brand, rules } = await this.at(reader, brandId, atMs);
        return endOfDayAfter(brand, atMs, days ?? rules.reinstateDays);
      },
      redeemingExtendsTo: async (reader, brandId, atMs) => {
        const { brand, rules } = await this.at(reader, brandId, atMs);
        const slides = rules.expiry.kind === 'sliding' && rules.expiry.activity !== 'earning';
        return slides ? endOfDayAfter(brand, atMs, rules.expiry.days) : null;
      },
    });
    this.facts.programmeBy({
      policy: async (reader, brandId, atMs) => (await this.at(reader, brandId, atMs)).rules.clawback.member,
      settles: async (reader, brandId) => {
        const brand = await this.brands.byId(reader, brandId);
        return settlesAt(await this.versions.published(reader, brand));
      },
      refunds: async (reader, brandId, orderIds) => {
        const brand = await this.brands.byId(reader, brandId);
        return refundFacts(reader, brand, orderIds, { ledger: this.ledger, versions: this.versions });
      },
    });
    this.notices.noticeBy(
      async (reader, brandId) => (await this.at(reader, brandId, reader.nowMs())).rules.noticeDays,
    );
  }

  private async at(
    reader: Reader,
    brandId: number,
    atMs: number,
  ): Promise<{ readonly brand: Brand; readonly rules: EarningRules }> {
    const brand = await this.brands.byId(reader, brandId);
    return { brand, rules: inForceAt(await this.versions.published(reader, brand), atMs).rules };
  }
}

/** The end of the local day so many days later; null: no days are given. */
function endOfDayAfter({ timeZone }: Brand, atMs: number, days: number): number | null {
  return days === 0 ? null : dayStartMs(dayOf(atMs, timeZone) + days + 1, timeZone);
}
