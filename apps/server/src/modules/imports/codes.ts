import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/statements';
import { BrandsService, GuideCodes, type Brand } from '../brands';

/** What rows call things by. Empty: none. */
interface Coded {
  readonly channel: string;
  readonly store: string;
  readonly guide?: string;
}

/** Numbers and ids behind the codes of a batch; 0 for none. */
export interface Codes {
  channel(code: string): number;
  store(code: string): number;
  guide(code: string): number;
}

/** A number taken by another process at the same moment is seen at the next look. */
const CHANNEL_TRIES = 3;

/** Turns channel, store and guide codes into rows of ours, registering the codes met for the first time. */
@Injectable()
export class CodeBook {
  constructor(
    private readonly brands: BrandsService,
    private readonly guides: GuideCodes,
  ) {}

  async codesOf(tx: Tx, brand: Brand, rows: readonly Coded[]): Promise<Codes> {
    const channels = await this.channelsWith(tx, brand.id, named(rows.map((row) => row.channel)));
    const stores = named(rows.map((row) => row.store));
    const storeIds = stores.size === 0 ? NONE : await this.brands.storesWith(tx, brand.id, stores);
    const guides = named(rows.map((row) => row.guide ?? ''));
    const guideIds = guides.size === 0 ? NONE : await this.guides.guidesWith(tx, brand.id, guides);
    return { channel: lookUp(channels), store: lookUp(storeIds), guide: lookUp(guideIds) };
  }

  /** As `codesOf`, registering nothing. @returns null where a code was never met before */
  async known(reader: Reader, brand: Brand, rows: readonly Coded[]): Promise<Codes | null> {
    const channels = await this.brands.channels(reader, brand.id);
    if (!areIn(channels, named(rows.map((row) => row.channel)))) return null;
    const stores = named(rows.map((row) => row.store));
    const storeIds = stores.size === 0 ? NONE : await this.storeIds(reader, brand.id);
    if (!areIn(storeIds, stores)) return null;
    const guides = named(rows.map((row) => row.guide ?? ''));
    const guideIds = guides.size === 0 ? NONE : await this.guides.byCode(reader, brand.id, [...guides]);
    if (!areIn(guideIds, guides)) return null;
    return { channel: lookUp(channels), store: lookUp(storeIds), guide: lookUp(guideIds) };
  }

  private async storeIds(reader: Reader, brandId: number): Promise<ReadonlyMap<string, number>> {
    return new Map([...(await this.brands.stores(reader, brandId))].map(([code, store]) => [code, store.id]));
  }

  private async channelsWith(
    tx: Tx,
    brandId: number,
    codes: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, number>> {
    if (codes.size === 0) return NONE;
    for (let attempt = 1; ; attempt += 1) {
      const channels = await this.brands.channelsWith(tx, brandId, codes);
      if ([...codes].every((code) => channels.has(code))) return channels;
      if (attempt === CHANNEL_TRIES) throw new Error('A channel could not be registered');
    }
  }
}

const NONE: ReadonlyMap<string, number> = new Map();

const named = (codes: readonly string[]): Set<string> => new Set(codes.filter((code) => code !== ''));

const areIn = (ids: ReadonlyMap<string, number>, codes: ReadonlySet<string>): boolean =>
  [...codes].every((code) => ids.has(code));

const lookUp =
  (ids: ReadonlyMap<string, number>) =>
  (code: string): number => {
    const id = code === '' ? 0 : ids.get(code);
    if (id === undefined) throw new Error('A code was neither known nor registered');
    return id;
  };
