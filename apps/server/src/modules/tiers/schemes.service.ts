import { Injectable } from '@nestjs/common';
import { TierScheme as SchemeShape } from '@liuliang/contract';
import { defaultTierScheme, faultsOfScheme, type TierRules, type TierScheme } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { documentKind, Documents, VersionedDocument } from '../../platform/documents';
import { BrandsService } from '../brands';

/** Tier schemes with versions. TIERS-3: a published one never changes, because members' histories are judged by it. */
@Injectable()
export class SchemesService {
  readonly document: VersionedDocument<TierScheme>;

  constructor(
    documents: Documents,
    private readonly brands: BrandsService,
  ) {
    this.document = new VersionedDocument(
      documents,
      documentKind({
        kind: 'tiers',
        schema: SchemeShape,
        check: faultsOfScheme,
        first: async ({ reader, brandId }) => {
          return { content: defaultTierScheme, atMs: (await brands.byId(reader, brandId)).createdAtMs };
        },
      }),
    );
  }

  /** The rules by which a brand's members are judged, those to come included. */
  async rulesOf(reader: Reader, brandId: number): Promise<TierRules> {
    const { timeZone: zone } = await this.brands.byId(reader, brandId);
    const versions = await this.document.published(reader, brandId);
    return { zone, versions: versions.map(({ content: scheme, ...version }) => ({ ...version, scheme })) };
  }
}
