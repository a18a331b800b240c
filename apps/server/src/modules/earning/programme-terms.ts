import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EarningRules } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { inForceAt } from '../../platform/documents';
import { BrandsService } from '../brands';
import { Holds } from '../ledger';
import { ExpiryNotices } from '../touches';
import { EarningVersions } from './versions';

/** Tells the areas below, which know nothing of rules, what the rules in force say for them. */
@Injectable()
export class ProgrammeTerms implements OnModuleInit {
  constructor(
    private readonly brands: BrandsService,
    private readonly versions: EarningVersions,
    private readonly holds: Holds,
    private readonly notices: ExpiryNotices,
  ) {}

  onModuleInit(): void {
    this.holds.reinstateBy(
      async (reader, brandId, atMs) => (await this.rulesAt(reader, brandId, atMs)).reinstateDays,
    );
    this.notices.noticeBy(
      async (reader, brandId) => (await this.rulesAt(reader, brandId, reader.nowMs())).noticeDays,
    );
  }

  private async rulesAt(reader: Reader, brandId: number, atMs: number): Promise<EarningRules> {
    const brand = await this.brands.byId(reader, brandId);
    return inForceAt(await this.versions.published(reader, brand), atMs).rules;
  }
}
