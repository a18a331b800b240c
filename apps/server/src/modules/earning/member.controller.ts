import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { rulesInWords } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { inForceAt } from '../../platform/documents';
import { Serve, Who, type CustomerPrincipal } from '../../platform/http';
import { BrandsService } from '../brands';
import { EarningVersions } from './versions';

@Controller()
export class MemberEarningController {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly versions: EarningVersions,
  ) {}

  @Serve(routes.earningInWords)
  inWords(@Who() { brandId }: CustomerPrincipal) {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      const { version, rules } = inForceAt(await this.versions.published(reader, brand), this.db.nowMs());
      return { ruleVersion: version, words: rulesInWords(rules) };
    });
  }
}
