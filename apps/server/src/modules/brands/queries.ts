import { Injectable } from '@nestjs/common';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';
import { stores } from './entities';

export interface BrandRow {
  id: number;
  code: string;
  name: string;
  slogan: string;
  primary_colour: string;
  radius_px: number;
  time_zone: string;
  config: string;
  created_at_ms: number;
}

export interface StoreRow {
  id: number;
  code: Buffer;
  name: string;
  kind: string;
  region: string;
}

export interface ChannelRow {
  number: number;
  code: Buffer;
  quadrant: string;
}

const BRAND = 'id, code, name, slogan, primary_colour, radius_px, time_zone, config, created_at_ms';

@Injectable()
export class BrandsQueries {
  async byCode(reader: Reader, code: string): Promise<BrandRow | null> {
    return (await reader.query<BrandRow>(`SELECT ${BRAND} FROM brand WHERE code = ?`, [code]))[0] ?? null;
  }

  async byId(reader: Reader, brandId: number): Promise<BrandRow | null> {
    return (await reader.query<BrandRow>(`SELECT ${BRAND} FROM brand WHERE id = ?`, [brandId]))[0] ?? null;
  }

  async all(reader: Reader): Promise<BrandRow[]> {
    return reader.query<BrandRow>(`SELECT ${BRAND} FROM brand ORDER BY id`);
  }

  /** The brand's own settings, held until commit: two who change them come one after the other. */
  async lockConfig(tx: Tx, brandId: number): Promise<string | null> {
    const sql = `SELECT config FROM brand WHERE id = ?${tx.dialect.forUpdate}`;
    return (await tx.query<{ config: string }>(sql, [brandId]))[0]?.config ?? null;
  }

  async setConfig(tx: Tx, brandId: number, config: string): Promise<void> {
    await tx.exec('UPDATE brand SET config = ? WHERE id = ?', [config, brandId]);
  }

  /** @returns false when the code is taken. */
  async insert(tx: Tx, brand: BrandRow): Promise<boolean> {
    const columns = [
      'id',
      'code',
      'name',
      'slogan',
      'primary_colour',
      'radius_px',
      'time_zone',
      'config',
      'created_at_ms',
    ];
    const row = [
      brand.id,
      brand.code,
      brand.name,
      brand.slogan,
      brand.primary_colour,
      brand.radius_px,
      brand.time_zone,
      brand.config,
      brand.created_at_ms,
    ];
    return (await insertRows(tx, 'brand', columns, [row], { ignore: true })) === 1;
  }

  async stores(reader: Reader, brandId: number): Promise<StoreRow[]> {
    return reader.query<StoreRow>('SELECT id, code, name, kind, region FROM store WHERE brand_id = ?', [
      brandId,
    ]);
  }

  async storeNames(reader: Reader, brandId: number, ids: readonly number[]): Promise<Map<number, string>> {
    const rows = await stores.select(reader, brandId, { id: ids }, { columns: ['id', 'name'] });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Adds stores that are not there yet, by code. */
  async addStores(tx: Tx, brandId: number, stores: readonly StoreRow[]): Promise<void> {
    const rows = stores.map((store) => [store.id, brandId, store.code, store.name, store.kind, store.region]);
    await insertRows(tx, 'store', ['id', 'brand_id', 'code', 'name', 'kind', 'region'], rows, {
      ignore: true,
    });
  }

  async channels(reader: Reader, brandId: number): Promise<ChannelRow[]> {
    return reader.query<ChannelRow>(
      'SELECT number, code, quadrant FROM channel WHERE brand_id = ? ORDER BY number',
      [brandId],
    );
  }

  /** Adds channels that are not there yet. A number taken meanwhile by another process is a retryable conflict. */
  async addChannels(tx: Tx, brandId: number, channels: readonly ChannelRow[]): Promise<void> {
    const rows = channels.map((channel) => [brandId, channel.number, channel.code, channel.quadrant]);
    await insertRows(tx, 'channel', ['brand_id', 'number', 'code', 'quadrant'], rows, { ignore: true });
  }
}
