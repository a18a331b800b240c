import { Injectable } from '@nestjs/common';
import { EarningRules as RulesShape } from '@liuliang/contract';
import {
  faultsOfRules,
  plainRules,
  rulesInWords,
  type EarningRules,
  type RulesVersion,
} from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import {
  documentKind,
  Documents,
  VersionedDocument,
  type Version,
  type VersionDetail,
} from '../../platform/documents';
import { BrandsService, type Brand } from '../brands';
import { Books, SchemesService } from '../tiers';
import { baseEarning } from './settings';
import { tryOrder, type HypotheticalOrder, type TriedOrder } from './trial';

/**
 * The versions of a brand's rules. Orders and events are judged by the version of the instant at which they happened,
 * however late they come in. EARNING-11: a brand that has published nothing has the base rate of its configuration.
 */
@Injectable()
export class EarningVersions {
  readonly document: VersionedDocument<EarningRules, HypotheticalOrder, TriedOrder>;

  constructor(
    documents: Documents,
    brands: BrandsService,
    private readonly db: Database,
    books: Books,
    private readonly schemes: SchemesService,
  ) {
    this.document = new VersionedDocument(
      documents,
      documentKind({
        kind: 'earning',
        schema: RulesShape,
        check: faultsOfRules,
        dateBack: (tx, brandId) => books.areEmpty(tx, brandId),
        first: async ({ reader, brandId }) => {
          const brand = await brands.byId(reader, brandId);
          return { content: firstOf(brand).rules, atMs: brand.createdAtMs };
        },
        trial: async (tried, order: HypotheticalOrder, { brandId }) =>
          tryOrder(await db.read((reader) => brands.byId(reader, brandId)), tried, order),
      }),
    );
  }

  /** The rules as members read them, levels by the names that they have today. */
  async inWords(brandId: number, rules: EarningRules) {
    return rulesInWords(rules, await this.db.read((reader) => this.schemes.levelNames(reader, brandId)));
  }

  /** What cannot be published yet is not told to members either. */
  async detail(brandId: number, { content, faults }: VersionDetail<EarningRules>) {
    return { words: faults.length === 0 ? await this.inWords(brandId, content) : [] };
  }

  /** Never empty; the one that starts first comes first. */
  async published(reader: Reader, brand: Brand): Promise<RulesVersion[]> {
    return (await this.document.published(reader, brand.id)).map(rulesVersion);
  }

  /** As `published`, read from the rows whatever this process has read of them before: for the audit. */
  async asStored(reader: Reader, brand: Brand): Promise<RulesVersion[]> {
    return (await this.document.asStored(reader, brand.id)).map(rulesVersion);
  }

  /** As `published`. What is written by the first version pins it: the configuration may change afterwards. */
  async forWriting(tx: Tx, brand: Brand): Promise<RulesVersion[]> {
    await this.document.pinFirst(tx, brand.id);
    return this.published(tx, brand);
  }
}

const rulesVersion = ({ version, startsAtMs, content }: Version<EarningRules>): RulesVersion => ({
  version,
  startsAtMs,
  rules: content,
});

/** The rules of a brand that has written none. */
export function firstOf(brand: Brand): RulesVersion {
  const { points, perFen } = settingsOf(brand, baseEarning);
  return { version: 1, startsAtMs: 0, rules: plainRules({ points, perFen }) };
}
