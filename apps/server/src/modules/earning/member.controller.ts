import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
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
  async inWords(@Who() { brandId }: CustomerPrincipal) {
    const { version, rules } = await this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      return inForceAt(await this.versions.published(reader, brand), reader.nowMs());
    });
    return { ruleVersion: version, words: await this.versions.inWords(brandId, rules) };
  }
}
