import { Injectable } from '@nestjs/common';
import type { PartyKind } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { PublicIds } from '../../platform/ids';
import { BrandsService, GuideDirectory, type Brand } from '../brands';
import type { Party } from './party';

/** Whom the brand settles with, by the names that people know them by. */
@Injectable()
export class Parties {
  constructor(
    private readonly brands: BrandsService,
    private readonly guides: GuideDirectory,
    private readonly publicIds: PublicIds,
  ) {}

  /** @param code code of a store, public id of a guide. @returns null for nobody of this brand */
  async find(reader: Reader, brand: Brand, kind: PartyKind, code: string): Promise<Party | null> {
    if (kind === 'store') {
      const store = (await this.brands.stores(reader, brand.id)).get(code);
      return store ? { kind, id: store.id, code, name: store.name } : null;
    }
    const id = this.publicIds.decode('gde', code);
    return id === null ? null : ((await this.named(reader, brand, kind, [id]))[0] ?? null);
  }

  /** Parties by row id, in the order asked for; those of other brands are left out. */
  async named(reader: Reader, brand: Brand, kind: PartyKind, ids: readonly number[]): Promise<Party[]> {
    if (kind === 'store') {
      const stores = [...(await this.brands.stores(reader, brand.id))];
      const byId = new Map(stores.map(([code, store]) => [store.id, { code, name: store.name }]));
      return ids.flatMap((id) => {
        const store = byId.get(id);
        return store ? [{ kind, id, ...store }] : [];
      });
    }
    const guides = await this.guides.byIds(reader, brand.id, ids);
    const names = new Map(guides.map((guide) => [guide.id, guide.name]));
    return ids.flatMap((id) => {
      const name = names.get(id);
      return name === undefined ? [] : [{ kind, id, code: this.publicIds.encode('gde', id), name }];
    });
  }
}
