import { Injectable } from '@nestjs/common';
import { TierScheme as SchemeShape } from '@liuliang/contract';
import {
  defaultTierScheme,
  faultsOfScheme,
  schemeAt,
  type TierLevel,
  type TierRules,
  type TierScheme,
} from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import { documentKind, Documents, VersionedDocument } from '../../platform/documents';
import { BrandsService } from '../brands';
import { Books } from './books';
import { standings } from './entities';

/** Tier schemes with versions. TIERS-3: a published one never changes, because members' histories are judged by it. */
@Injectable()
export class SchemesService {
  readonly document: VersionedDocument<TierScheme>;

  constructor(
    documents: Documents,
    private readonly brands: BrandsService,
    private readonly books: Books,
  ) {
    this.document = new VersionedDocument(
      documents,
      documentKind({
        kind: 'tiers',
        schema: SchemeShape,
        check: faultsOfScheme,
        dateBack: (tx, brandId) => this.dateBack(tx, brandId),
        first: async ({ reader, brandId }) => {
          return { content: defaultTierScheme, atMs: (await brands.byId(reader, brandId)).createdAtMs };
        },
      }),
    );
  }

  /** Members of a brand in whose books nothing stands are judged anew, by a scheme that began before them. */
  private async dateBack(tx: Tx, brandId: number): Promise<boolean> {
    if (!(await this.books.areEmpty(tx, brandId))) return false;
    await standings.remove(tx, brandId, {});
    return true;
  }

  /** A scheme says everything in its content. */
  detail(): Record<never, never> {
    return {};
  }

  /** What the brand calls its levels today, the lowest first. */
  async levelNames(reader: Reader, brandId: number): Promise<TierLevel['name'][]> {
    const { scheme } = schemeAt(await this.rulesOf(reader, brandId), reader.nowMs());
    return scheme.levels.map(({ name }) => name);
  }

  /** The rules by which a brand's members are judged, those to come included. */
  async rulesOf(reader: Reader, brandId: number): Promise<TierRules> {
    const { timeZone: zone } = await this.brands.byId(reader, brandId);
    const versions = await this.document.published(reader, brandId);
    return { zone, versions: versions.map(({ content: scheme, ...version }) => ({ ...version, scheme })) };
  }
}
