import { Injectable } from '@nestjs/common';
import { PrivacyPolicy as PolicyShape } from '@liuliang/contract';
import { faultsOfPolicy, firstPolicy, type PrivacyPolicy } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { documentKind, Documents, inForceAt, VersionedDocument } from '../../platform/documents';
import { BrandsService } from '../brands';

/** What a brand says about personal data, with versions. A published one never changes: people have agreed to it. */
@Injectable()
export class PrivacyPolicies {
  readonly document: VersionedDocument<PrivacyPolicy>;

  constructor(
    documents: Documents,
    private readonly brands: BrandsService,
  ) {
    this.document = new VersionedDocument(
      documents,
      documentKind({
        kind: 'privacy',
        schema: PolicyShape,
        check: faultsOfPolicy,
        first: async ({ reader, brandId }) => {
          const { name, createdAtMs } = await brands.byId(reader, brandId);
          return { content: firstPolicy(name), atMs: createdAtMs };
        },
      }),
    );
  }

  /** A version says nothing besides its content. */
  detail(): Record<string, never> {
    return {};
  }

  /** The version that holds now, as people read it. */
  async inForce(reader: Reader, brandId: number) {
    const { version, startsAtMs, content } = await this.current(reader, brandId);
    const { name } = await this.brands.byId(reader, brandId);
    return { brand: name, version, sinceMs: startsAtMs === 0 ? null : startsAtMs, policy: content };
  }

  /** The number of the version that holds now. */
  async versionOf(reader: Reader, brandId: number): Promise<number> {
    return (await this.current(reader, brandId)).version;
  }

  private async current(reader: Reader, brandId: number) {
    return inForceAt(await this.document.published(reader, brandId), reader.nowMs());
  }
}
