import { Injectable, type OnModuleInit } from '@nestjs/common';
import { categoryPaths } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { ascendingKeys, keyText } from '../../platform/db/keyed-rows';
import type { Reader, Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import {
  BroughtKinds,
  rowOutcomes,
  soundOf,
  type Intake,
  type Look,
  type RawRow,
  type RowOutcome,
  type WrittenOutcome,
} from '../imports';
import { categories, itemLevels, items, type ItemRow } from './entities';
import { plainKind } from './plain-kind';
import { itemHeaders, readItem, type ItemInput } from './rows';

/**
 * Files of items. GOODS-1: an item is there once by its code, and says what the last file said of it; the same line
 * again is a duplicate.
 */
@Injectable()
export class ItemImports implements OnModuleInit {
  readonly headers = itemHeaders;

  constructor(
    private readonly db: Database,
    private readonly kinds: BroughtKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.register('items', {
      ...plainKind,
      headers: this.headers,
      look: (brand) => this.look(brand),
      intake: (brand) => this.intake(brand),
    });
  }

  private look(brand: Brand): Look {
    return {
      foretell: (rows) =>
        this.db.read(async (reader) => {
          const judged = rows.map(readItem);
          return rowOutcomes(judged, await this.foretell(reader, brand.id, soundOf(judged)), 'item');
        }),
    };
  }

  /** One file, or rows as a file has them. */
  intake(brand: Brand): Intake {
    return { bring: (rows) => this.bring(brand, rows) };
  }

  private async bring(brand: Brand, rows: readonly RawRow[]): Promise<RowOutcome[]> {
    const judged = rows.map(readItem);
    const written = await this.db.run('goods.items', (tx) => this.write(tx, brand.id, soundOf(judged)));
    return rowOutcomes(judged, written, 'item');
  }

  private async foretell(
    reader: Reader,
    brandId: number,
    told: readonly ItemInput[],
  ): Promise<WrittenOutcome[]> {
    return this.judge(reader, brandId, told, await this.known(reader, brandId, told));
  }

  /** @param made ids of rows that stand for items which nobody has said anything of yet */
  private async judge(
    reader: Reader,
    brandId: number,
    told: readonly ItemInput[],
    known: ReadonlyMap<string, ItemRow>,
    made: ReadonlySet<number> = new Set(),
  ): Promise<WrittenOutcome[]> {
    const standing = [...known].filter(([, { id }]) => !made.has(id));
    const paths = await this.pathsOf(
      reader,
      brandId,
      standing.map(([, row]) => row),
    );
    const said = new Map(standing.map(([key, row]) => [key, textOf(asTold(row, paths))]));
    return told.map((item) => {
      const [key, text] = [keyOf(item), textOf(item)];
      const outcome = said.get(key) === text ? 'duplicate' : 'accepted';
      said.set(key, text);
      return outcome;
    });
  }

  private async write(tx: Tx, brandId: number, told: readonly ItemInput[]): Promise<WrittenOutcome[]> {
    const blanks = blankRows(tx, brandId, told);
    await items.insert(tx, blanks, { ignore: true });
    const known = await this.known(tx, brandId, told, true);
    const made = new Set(blanks.map(({ id }) => id));
    const outcomes = await this.judge(tx, brandId, told, known, made);
    // Of an item that is named twice the last line holds.
    const last = new Map(
      told.filter((_, i) => outcomes[i] === 'accepted').map((item) => [keyOf(item), item]),
    );
    const levels = await this.levels(tx, brandId, [...last.values()]);
    const rows = [...last].map(([key, { code: _, category, ...item }]) => {
      const row = known.get(key);
      if (!row) throw new Error('GOODS-1: an item that was just made is there');
      const categoryId = levels.get(categoryPaths(category).at(-1) ?? '') ?? 0;
      return { row: { ...row, ...item, categoryId, changedAtMs: tx.nowMs() }, category };
    });
    await items.insert(
      tx,
      rows.map(({ row }) => row),
      { upsert: [...SAID, 'changedAtMs'] },
    );
    await itemLevels.remove(tx, { itemId: rows.map(({ row }) => row.id) });
    const under = rows.flatMap(({ row, category }) =>
      categoryPaths(category).map((path, i) => ({
        ...{ itemId: row.id, depth: i + 1, categoryId: levels.get(path) ?? 0 },
      })),
    );
    await itemLevels.insert(tx, under);
    return outcomes;
  }

  /** Ids of all levels of all paths, made where they are new. */
  private async levels(tx: Tx, brandId: number, told: readonly ItemInput[]): Promise<Map<string, number>> {
    const paths = new Map(
      told.flatMap(({ category }) => categoryPaths(category).map((path, i) => [path, i + 1] as const)),
    );
    const rows = [...paths]
      .map(([path, depth]) => ({ id: tx.nextId(), brandId, path: Buffer.from(path), depth }))
      .sort((a, b) => Buffer.compare(a.path, b.path));
    await categories.insert(tx, rows, { ignore: true });
    const found = await categories.select(tx, brandId, { path: rows.map(({ path }) => path) });
    return new Map(found.map(({ path, id }) => [path.toString(), id]));
  }

  private async known(
    reader: Reader,
    brandId: number,
    told: readonly ItemInput[],
    isLocked = false,
  ): Promise<Map<string, ItemRow>> {
    const code = codesOf(told);
    const lock = isLocked ? { lock: 'update' as const } : {};
    const rows = await items.select(reader, brandId, { code }, { order: 'code', ...lock });
    return new Map(rows.map((row) => [keyText(row.code), row]));
  }

  /** Paths of the categories that items are in, by id. */
  private async pathsOf(
    reader: Reader,
    brandId: number,
    of: readonly ItemRow[],
  ): Promise<Map<number, string>> {
    const id = [...new Set(of.map(({ categoryId }) => categoryId))];
    const rows = await categories.select(reader, brandId, { id });
    return new Map(rows.map((row) => [row.id, row.path.toString()]));
  }
}

/** What a file says of an item. */
const SAID = ['name', 'categoryId', 'itemBrand', 'season', 'priceFen', 'costFen', 'launchedOn'] as const;

const keyOf = ({ code }: ItemInput): string => keyText(Buffer.from(code));

/** Each once, in one order for everybody who locks them. */
const codesOf = (told: readonly ItemInput[]): Buffer[] =>
  ascendingKeys(told.map(({ code }) => Buffer.from(code)));

/** Rows that are there before anything is said of them, so that two files at once meet in the same row. */
const blankRows = (tx: Tx, brandId: number, told: readonly ItemInput[]) =>
  codesOf(told).map((code) => ({
    ...{ id: tx.nextId(), brandId, code, name: '', categoryId: 0, itemBrand: '', season: '' },
    ...{ priceFen: null, costFen: null, launchedOn: null, state: 'active' as const, changedAtMs: tx.nowMs() },
  }));

const asTold = (
  { code, categoryId, name, itemBrand, season, priceFen, costFen, launchedOn }: ItemRow,
  paths: ReadonlyMap<number, string>,
): ItemInput => {
  const path = paths.get(categoryId);
  const category = path === undefined ? [] : path.split('/');
  return { code: code.toString(), name, category, itemBrand, season, priceFen, costFen, launchedOn };
};

/** What is said of an item, as one text. */
const textOf = (item: ItemInput): string =>
  JSON.stringify([
    ...[item.name, item.category, item.itemBrand, item.season],
    ...[item.priceFen, item.costFen, item.launchedOn],
  ]);
