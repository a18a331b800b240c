import { Injectable } from '@nestjs/common';
import { assert, greatestOf, limitMoves } from '@liuliang/domain';
import { settingsOf, withSettings, type Settings, type StoredConfig } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import { Kept } from '../../platform/kept';
import type { Reader, Tx } from '../../platform/db/statements';
import { defaultChannels } from './codes';
import { keyset, type ById, type PageAsk } from '../../platform/http';
import { brands, channels, stores, type Brand, type StoreRow } from './entities';

export interface NewBrand {
  readonly code: string;
  readonly name: string;
  readonly slogan?: string;
  readonly primaryColour?: string;
  readonly timeZone?: string;
  readonly config?: StoredConfig;
}

export interface NewStore {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly region: string;
}

@Injectable()
export class BrandsService {
  private readonly kept: Kept<number, Brand>;

  constructor(private readonly db: Database) {
    this.kept = new Kept(db);
  }

  /** Makes an empty brand with the default channels. @returns null when the code is taken. */
  async create(brand: NewBrand): Promise<Brand | null> {
    return this.db.run('brands.create', async (tx) => {
      const row: Brand = {
        id: tx.nextId(),
        code: brand.code,
        name: brand.name,
        slogan: brand.slogan ?? '',
        primaryColour: brand.primaryColour ?? '#1f5c57',
        radiusPx: 12,
        timeZone: brand.timeZone ?? 'Asia/Shanghai',
        config: brand.config ?? {},
        createdAtMs: tx.nowMs(),
      };
      if (!(await brands.insertNew(tx, row))) return null;
      await channels.insert(
        tx,
        defaultChannels.map(([code, quadrant], i) => ({
          brandId: row.id,
          number: i + 1,
          code: Buffer.from(code),
          quadrant,
        })),
      );
      return row;
    });
  }

  async addStores(brandId: number, added: readonly NewStore[]): Promise<void> {
    await this.db.run('brands.addStores', (tx) => this.addStoresIn(tx, brandId, added));
  }

  byCode(code: string): Promise<Brand | null> {
    return this.db.read((reader) => brands.one(reader, { code }));
  }

  byId(reader: Reader, brandId: number): Promise<Brand> {
    return this.kept.get(reader, brandId, async () => {
      const brand = await brands.one(reader, { id: brandId });
      if (!brand) throw new Error('A row names a brand that does not exist');
      return brand;
    });
  }

  all(): Promise<Brand[]> {
    return this.db.read((reader) => brands.select(reader, {}, { order: 'id' }));
  }

  /**
   * Walks through one brand, or (null) all of them, page by page.
   * @param page reads one, after an id, and answers where it ended; undefined behind the last one
   */
  async eachPage(
    brandId: number | null,
    page: (brandId: number, afterId: number) => Promise<number | undefined>,
  ): Promise<void> {
    for (const { id } of await this.all()) {
      if (brandId !== null && id !== brandId) continue;
      for (let afterId: number | undefined = 0; afterId !== undefined;) afterId = await page(id, afterId);
    }
  }

  /** What a section says, locked: nobody changes a setting of the brand until this transaction ends. */
  async lockSettings<T>(tx: Tx, brandId: number, section: Settings<T>): Promise<T> {
    return settingsOf(await lockConfig(tx, brandId), section);
  }

  /**
   * Changes keys of a section; everything else stays as it is. LIMITS-1: a two-person limit is not made looser here, that
   * is the area `limits`' alone. @returns the section as it is now
   */
  async changeSettings<T extends object>(
    tx: Tx,
    brandId: number,
    section: Settings<T>,
    change: Partial<T>,
  ): Promise<T> {
    const before = await this.lockSettings(tx, brandId, section);
    const { looser } = limitMoves(section.twoPeople, before, { ...before, ...change });
    assert(looser.length === 0, 'LIMITS-1', `${section.path} is made looser by two people alone`);
    return this.putSettings(tx, brandId, section, change);
  }

  /** As `changeSettings`, of a two-person limit to which two people have agreed. */
  async loosenLimit<T extends object>(
    tx: Tx,
    brandId: number,
    section: Settings<T>,
    change: Partial<T>,
  ): Promise<T> {
    return this.putSettings(tx, brandId, section, change);
  }

  private async putSettings<T extends object>(
    tx: Tx,
    brandId: number,
    section: Settings<T>,
    change: Partial<T>,
  ): Promise<T> {
    const config = withSettings((await lockConfig(tx, brandId)).config, section, change);
    await brands.set(tx, { id: brandId }, { config });
    this.kept.forget(tx, (_brand, id) => id === brandId);
    return settingsOf({ config }, section);
  }

  /** Channel numbers by code; 0 is never a channel, it is the scope of the whole brand. */
  async channels(reader: Reader, brandId: number): Promise<Map<string, number>> {
    const rows = await channels.select(reader, brandId, {}, { order: 'number' });
    return new Map(rows.map((row) => [row.code.toString(), row.number]));
  }

  /** As `channels`, after adding the codes that are new. Codes were checked by `checkChannelCode`. */
  async channelsWith(tx: Tx, brandId: number, codes: Iterable<string>): Promise<Map<string, number>> {
    const known = await this.channels(tx, brandId);
    const fresh = [...new Set(codes)].filter((code) => !known.has(code)).sort();
    if (fresh.length === 0) return known;
    const last = Math.max(0, greatestOf(known.values()));
    const rows = fresh.map((code, i) => ({
      brandId,
      number: last + 1 + i,
      code: Buffer.from(code),
      quadrant: 'public_traffic',
    }));
    // A number taken meanwhile by another process is a retryable conflict.
    await channels.insert(tx, rows, { ignore: true });
    return this.channels(tx, brandId);
  }

  /** Names of some stores by id: a brand may have ten thousand. */
  async storeNames(reader: Reader, brandId: number, ids: Iterable<number>): Promise<Map<number, string>> {
    const asked = new Set(ids);
    asked.delete(0);
    const rows = await stores.select(reader, brandId, { id: [...asked] }, { columns: ['id', 'name'] });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Stores of a brand, the newest first, one beyond the page. */
  storePage(reader: Reader, brandId: number, page: PageAsk<ById>): Promise<StoreRow[]> {
    return stores.select(reader, brandId, {}, keyset(page, { id: 'id' }));
  }

  storeById(reader: Reader, brandId: number, id: number): Promise<StoreRow | null> {
    return stores.one(reader, brandId, { id });
  }

  /** Stores by code. */
  async stores(
    reader: Reader,
    brandId: number,
  ): Promise<Map<string, { id: number; name: string; kind: string }>> {
    const rows = await stores.select(reader, brandId, {});
    return new Map(rows.map((row) => [row.code.toString(), { id: row.id, name: row.name, kind: row.kind }]));
  }

  /** Ids of stores with these codes; what the brand has not is left out. */
  async storesNamed(reader: Reader, brandId: number, codes: readonly string[]): Promise<Map<string, number>> {
    const code = [...new Set(codes)].map((one) => Buffer.from(one));
    const rows = await stores.select(reader, brandId, { code }, { columns: ['id', 'code'] });
    return new Map(rows.map((row) => [row.code.toString(), row.id]));
  }

  /**
   * Store ids by code, after adding codes met for the first time as `unregistered`: a sale is never lost because its
   * store was not typed in yet.
   */
  async storesWith(tx: Tx, brandId: number, codes: Iterable<string>): Promise<Map<string, number>> {
    const known = await this.stores(tx, brandId);
    const fresh = [...new Set(codes)].filter((code) => !known.has(code)).sort();
    const added = fresh.map((code) => ({ code, name: code, kind: 'unregistered', region: '' }));
    await this.addStoresIn(tx, brandId, added);
    const all = fresh.length > 0 ? await this.stores(tx, brandId) : known;
    return new Map([...all].map(([code, store]) => [code, store.id]));
  }

  /** Adds stores that are not there yet, by code. */
  private async addStoresIn(tx: Tx, brandId: number, added: readonly NewStore[]): Promise<void> {
    const rows = added.map((store) => ({
      ...store,
      id: tx.nextId(),
      brandId,
      code: Buffer.from(store.code),
    }));
    await stores.insert(tx, rows, { ignore: true });
  }
}

/** The brand's own settings, held until commit: two who change them come one after the other. */
async function lockConfig(tx: Tx, brandId: number): Promise<Pick<Brand, 'config'>> {
  const brand = await brands.one(tx, { id: brandId }, { columns: ['config'], lock: 'update' });
  if (!brand) throw new Error('Settings of a brand that does not exist were to be changed');
  return brand;
}
