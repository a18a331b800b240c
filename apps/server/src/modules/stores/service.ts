import { Injectable } from '@nestjs/common';
import type { StorePlace } from '@liuliang/contract';
import { boxAround, fail, metresBetween, ok, type MapPoint, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { pageOf, type ById, type Page, type PageAsk } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { BindingsService } from '../bindings';
import { BrandsService, GuideDirectory, type StoreRow } from '../brands';
import { GuideContacts } from '../guide-contacts';
import { storePlaces, type StorePlaceRow } from './entities';
import { citiesOf, E6, placesByCity, placesIn } from './queries';

export type StoreWords = z.output<typeof StorePlace>;
export type PlacedStore = Pick<StoreRow, 'id' | 'code' | 'name' | 'kind'> & {
  readonly place: StorePlaceRow | null;
};
export type SeenStore = StorePlaceRow & { readonly name: string; readonly distanceMetres: number | null };

interface Manager {
  readonly brandId: number;
  readonly operatorId: number;
}
type Unknown = { readonly code: 'STORE_UNKNOWN' };

/** What one screen shows. */
const SHOWN = 50;
/** Of one city: more than any brand has there. */
const OF_CITY = 300;
/** Nobody goes further for a pair of shoes; beyond it a city says more than a distance. */
const NEAR_METRES = 300_000;

/** Where the brand's stores are, as operators write it and members read it. */
@Injectable()
export class StorePlaces {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly guides: GuideDirectory,
    private readonly bindings: BindingsService,
    private readonly contacts: GuideContacts,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  async page(brandId: number, page: PageAsk<ById>): Promise<Page<PlacedStore, ById>> {
    return this.db.read(async (reader) => {
      const rows = await this.brands.storePage(reader, brandId, page);
      const { items, next } = pageOf(rows, page.limit, ({ id }) => ({ id }));
      return { items: await this.placed(reader, brandId, items), next };
    });
  }

  /** Writes where a store is. From then on members see it. */
  async describe(by: Manager, storeId: number, words: StoreWords): Promise<Result<PlacedStore, Unknown>> {
    return this.change(by, storeId, 'stores.described', (tx) => this.put(tx, by.brandId, storeId, words));
  }

  async hide(by: Manager, storeId: number): Promise<Result<PlacedStore, Unknown>> {
    return this.change(by, storeId, 'stores.hidden', async (tx) => {
      await storePlaces.remove(tx, by.brandId, { storeId });
    });
  }

  async put(tx: Tx, brandId: number, storeId: number, words: StoreWords): Promise<void> {
    const { latitude, longitude, ...rest } = words;
    const inE6 = (degrees: number | null): number | null =>
      degrees === null ? null : Math.round(degrees * E6);
    const row = {
      ...{ ...rest, storeId, brandId, changedAtMs: tx.nowMs() },
      ...{ latitudeE6: inE6(latitude), longitudeE6: inE6(longitude) },
    };
    await storePlaces.remove(tx, brandId, { storeId });
    await storePlaces.insert(tx, [row]);
  }

  /** The nearest to a place, where some are near; else by city. */
  async find(brandId: number, near: MapPoint | undefined, city: string | undefined) {
    return this.db.read(async (reader) => {
      const isAnywhere = city === undefined || city === '';
      const close = near && isAnywhere ? await placesIn(reader, brandId, boxAround(near, NEAR_METRES)) : [];
      const most = isAnywhere ? SHOWN : OF_CITY;
      const found =
        close.length > 0
          ? close
          : await placesByCity(reader, brandId, isAnywhere ? undefined : city, most + 1);
      const measured = found.map((row) => ({ ...row, distanceMetres: distanceOf(row, near) }));
      if (near) measured.sort((a, b) => (a.distanceMetres ?? Infinity) - (b.distanceMetres ?? Infinity));
      const shown = measured.slice(0, most);
      const names = await this.brands.storeNames(
        reader,
        brandId,
        shown.map(({ storeId }) => storeId),
      );
      return {
        items: shown.map((row): SeenStore => ({ ...row, name: names.get(row.storeId) ?? '' })),
        cities: await citiesOf(reader, brandId),
        hasMore: found.length > most,
      };
    });
  }

  /** The guide who looks after a person today, with the store; null: nobody does. */
  guideOf(brandId: number, family: readonly number[]) {
    return this.db.read((reader) => this.guideIn(reader, brandId, family));
  }

  async guideIn(reader: Reader, brandId: number, family: readonly number[]) {
    const [bound] = await this.bindings.guidesAt(reader, brandId, [{ family, atMs: reader.nowMs() }]);
    const guide = bound ? await this.guides.byId(reader, brandId, bound.guideId) : null;
    if (!guide || guide.leftAtMs !== 0) return null;
    const place = await storePlaces.one(reader, brandId, { storeId: guide.storeId });
    const store: SeenStore | null = place && {
      ...{ ...place, name: guide.storeName ?? '', distanceMetres: null },
    };
    const contact = await this.contacts.of(reader, brandId, guide.id);
    return { name: guide.name, storeName: guide.storeName, store, contactLink: contact?.link ?? null };
  }

  private change(
    { brandId, operatorId }: Manager,
    storeId: number,
    action: string,
    write: (tx: Tx) => Promise<void>,
  ): Promise<Result<PlacedStore, Unknown>> {
    return this.db.run(action, async (tx): Promise<Result<PlacedStore, Unknown>> => {
      const store = await this.brands.storeById(tx, brandId, storeId);
      if (!store) return fail({ code: 'STORE_UNKNOWN' });
      await write(tx);
      const subject = this.publicIds.encode('str', storeId);
      await this.audit.record(tx, { brandId, actor: actorOf({ operatorId }), action, subject, detail: {} });
      const [placed] = await this.placed(tx, brandId, [store]);
      return ok(placed as PlacedStore);
    });
  }

  private async placed(reader: Reader, brandId: number, stores: readonly StoreRow[]): Promise<PlacedStore[]> {
    const ids = stores.map(({ id }) => id);
    const rows = await storePlaces.select(reader, brandId, { storeId: ids });
    const byId = new Map(rows.map((row) => [row.storeId, row]));
    return stores.map((store) => ({ ...store, place: byId.get(store.id) ?? null }));
  }
}

/** In degrees; null: nobody said. */
export const placeOf = ({ latitudeE6, longitudeE6 }: StorePlaceRow): MapPoint | null =>
  latitudeE6 === null || longitudeE6 === null
    ? null
    : { latitude: latitudeE6 / E6, longitude: longitudeE6 / E6 };

function distanceOf(row: StorePlaceRow, near: MapPoint | undefined): number | null {
  const place = placeOf(row);
  return near && place ? metresBetween(near, place) : null;
}
