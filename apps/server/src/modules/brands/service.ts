import { Injectable } from '@nestjs/common';
import { settingsOf, withSettings, type Settings, type StoredConfig } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { defaultChannels } from './codes';
import { BrandsQueries, type BrandRow } from './queries';

/** A brand with its rules, as every other area receives it. */
export interface Brand {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly slogan: string;
  readonly primaryColour: string;
  readonly radiusPx: number;
  readonly timeZone: string;
  /** Read through `settingsOf` and the section of the area that owns it. */
  readonly config: StoredConfig;
  readonly createdAtMs: number;
}

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

const toBrand = (row: BrandRow): Brand => ({
  id: row.id,
  code: row.code,
  name: row.name,
  slogan: row.slogan,
  primaryColour: row.primary_colour,
  radiusPx: row.radius_px,
  timeZone: row.time_zone,
  config: JSON.parse(row.config) as StoredConfig,
  createdAtMs: row.created_at_ms,
});

@Injectable()
export class BrandsService {
  constructor(
    private readonly db: Database,
    private readonly queries: BrandsQueries,
  ) {}

  /** Makes an empty brand with the default channels. @returns null when the code is taken. */
  async create(brand: NewBrand): Promise<Brand | null> {
    const row: BrandRow = {
      id: this.db.nextId(),
      code: brand.code,
      name: brand.name,
      slogan: brand.slogan ?? '',
      primary_colour: brand.primaryColour ?? '#1f5c57',
      radius_px: 12,
      time_zone: brand.timeZone ?? 'Asia/Shanghai',
      config: JSON.stringify(brand.config ?? {}),
      created_at_ms: this.db.nowMs(),
    };
    return this.db.run('brands.create', async (tx) => {
      if (!(await this.queries.insert(tx, row))) return null;
      const channels = defaultChannels.map(([code, quadrant], i) => ({
        number: i + 1,
        code: Buffer.from(code),
        quadrant,
      }));
      await this.queries.addChannels(tx, row.id, channels);
      return toBrand(row);
    });
  }

  async addStores(brandId: number, stores: readonly NewStore[]): Promise<void> {
    const rows = stores.map((store) => ({ ...store, id: this.db.nextId(), code: Buffer.from(store.code) }));
    await this.db.run('brands.addStores', (tx) => this.queries.addStores(tx, brandId, rows));
  }

  byCode(code: string): Promise<Brand | null> {
    return this.db.read(async (reader) => {
      const row = await this.queries.byCode(reader, code);
      return row && toBrand(row);
    });
  }

  async byId(reader: Reader, brandId: number): Promise<Brand> {
    const row = await this.queries.byId(reader, brandId);
    if (!row) throw new Error('A row names a brand that does not exist');
    return toBrand(row);
  }

  all(): Promise<Brand[]> {
    return this.db.read(async (reader) => (await this.queries.all(reader)).map(toBrand));
  }

  /** What a section says, locked: nobody changes a setting of the brand until this transaction ends. */
  async lockSettings<T>(tx: Tx, brandId: number, section: Settings<T>): Promise<T> {
    return settingsOf({ config: await this.lockConfig(tx, brandId) }, section);
  }

  /** Changes keys of a section; everything else stays as it is. @returns the section as it is now */
  async changeSettings<T extends object>(
    tx: Tx,
    brandId: number,
    section: Settings<T>,
    change: Partial<T>,
  ): Promise<T> {
    const config = withSettings(await this.lockConfig(tx, brandId), section, change);
    await this.queries.setConfig(tx, brandId, JSON.stringify(config));
    return settingsOf({ config }, section);
  }

  private async lockConfig(tx: Tx, brandId: number): Promise<StoredConfig> {
    const text = await this.queries.lockConfig(tx, brandId);
    if (text === null) throw new Error('Settings of a brand that does not exist were to be changed');
    return JSON.parse(text) as StoredConfig;
  }

  /** Channel numbers by code; 0 is never a channel, it is the scope of the whole brand. */
  async channels(reader: Reader, brandId: number): Promise<Map<string, number>> {
    const rows = await this.queries.channels(reader, brandId);
    return new Map(rows.map((row) => [row.code.toString(), row.number]));
  }

  /** As `channels`, after adding the codes that are new. Codes were checked by `checkChannelCode`. */
  async channelsWith(tx: Tx, brandId: number, codes: Iterable<string>): Promise<Map<string, number>> {
    const known = await this.channels(tx, brandId);
    const fresh = [...new Set(codes)].filter((code) => !known.has(code)).sort();
    if (fresh.length === 0) return known;
    const last = Math.max(0, ...known.values());
    const rows = fresh.map((code, i) => ({
      number: last + 1 + i,
      code: Buffer.from(code),
      quadrant: 'public_traffic',
    }));
    await this.queries.addChannels(tx, brandId, rows);
    return this.channels(tx, brandId);
  }

  /** Names of some stores by id: a brand may have ten thousand. */
  async storeNames(reader: Reader, brandId: number, ids: Iterable<number>): Promise<Map<number, string>> {
    const asked = new Set(ids);
    asked.delete(0);
    return asked.size === 0 ? new Map() : this.queries.storeNames(reader, brandId, [...asked]);
  }

  /** Stores by code. */
  async stores(
    reader: Reader,
    brandId: number,
  ): Promise<Map<string, { id: number; name: string; kind: string }>> {
    const rows = await this.queries.stores(reader, brandId);
    return new Map(rows.map((row) => [row.code.toString(), { id: row.id, name: row.name, kind: row.kind }]));
  }

  /**
   * Store ids by code, after adding codes met for the first time as `unregistered`: a sale is never lost because its
   * store was not typed in yet.
   */
  async storesWith(tx: Tx, brandId: number, codes: Iterable<string>): Promise<Map<string, number>> {
    const known = await this.stores(tx, brandId);
    const fresh = [...new Set(codes)].filter((code) => !known.has(code)).sort();
    if (fresh.length > 0) {
      const rows = fresh.map((code) => ({
        id: this.db.nextId(),
        code: Buffer.from(code),
        name: code,
        kind: 'unregistered',
        region: '',
      }));
      await this.queries.addStores(tx, brandId, rows);
    }
    const all = fresh.length > 0 ? await this.stores(tx, brandId) : known;
    return new Map([...all].map(([code, store]) => [code, store.id]));
  }
}
