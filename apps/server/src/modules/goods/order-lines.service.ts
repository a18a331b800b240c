import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { keyText } from '../../platform/db/keyed-rows';
import type { Reader } from '../../platform/db/statements';
import type { Brand } from '../brands';
import {
  BroughtKinds,
  rowOutcomes,
  soundOf,
  type Intake,
  type LineFault,
  type Look,
  type RowFault,
  type RowOutcome,
} from '../imports';
import { FactOwners } from '../members';
import { OrderLinesService, OrdersService, type NewToldLine } from '../orders';
import { items } from './entities';
import { plainKind } from './plain-kind';
import { lineHeaders, readLine } from './rows';

type Judged = Result<NewToldLine, RowFault>;

const UNLISTED: RowFault = { code: 'ITEM_UNLISTED', field: 'item' };

/** Orders whose first line a run remembers, to say at its end that their lines do not add up. */
const WATCHED_MAX = 200_000;

/**
 * Files of lines of orders (HANDBOOK 17). GOODS-2: a line counts once, its order may come before or after it, and an
 * order has these lines exactly while they add up to its amount; in which order files and lines come changes nothing.
 */
@Injectable()
export class OrderLineImports implements OnModuleInit {
  readonly headers = lineHeaders;

  constructor(
    private readonly db: Database,
    private readonly orders: OrdersService,
    private readonly lines: OrderLinesService,
    private readonly owners: FactOwners,
    private readonly kinds: BroughtKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.register('order-lines', {
      ...plainKind,
      headers: this.headers,
      look: (brand, row) => this.look(brand, row.corrects),
      intake: (brand, row) => this.intake(brand, row.corrects),
    });
  }

  private look(brand: Brand, corrects: boolean): Look {
    return {
      foretell: (rows) =>
        this.db.read(async (reader) => {
          const judged = rows.map(readLine);
          const sound = soundOf(judged);
          const outcomes = await this.lines.judge(reader, brand, sound, corrects);
          const unlisted = await this.unlisted(reader, brand.id, sound);
          return noted(rowOutcomes(judged, outcomes, 'line'), judged, unlisted);
        }),
    };
  }

  /**
   * One file, or rows as a file has them.
   * @param corrects whether a line with other content than before replaces what is there
   */
  intake(brand: Brand, corrects: boolean): Intake {
    const watched = new Map<string, number>();
    return {
      bring: (rows, lines) => {
        const judged = rows.map(readLine);
        judged.forEach((one, i) => one.ok && watch(watched, one.value, lines[i] ?? 0));
        return this.bring(brand, judged, corrects);
      },
      end: () => this.differing(brand.id, watched),
    };
  }

  private bring(brand: Brand, judged: readonly Judged[], corrects: boolean): Promise<RowOutcome[]> {
    const sound = soundOf(judged);
    return this.db.run('goods.lines', async (tx) => {
      const orderKeys = sound.map(({ orderKey }) => orderKey);
      const whose = await this.orders.owners(tx, brand, orderKeys);
      const facts = whose.map(({ customerId }) => ({ customerId, atMs: 0 }));
      const { customers } = await this.owners.lock(tx, brand, facts);
      const outcomes = await this.lines.record(tx, brand, sound, { customers, corrects });
      return noted(rowOutcomes(judged, outcomes, 'line'), judged, await this.unlisted(tx, brand.id, sound));
    });
  }

  /** Codes among these that the catalogue does not have. */
  private async unlisted(
    reader: Reader,
    brandId: number,
    told: readonly NewToldLine[],
  ): Promise<ReadonlySet<string>> {
    const codes = new Map(told.map(({ item }) => [item, Buffer.from(item)]));
    const known = await items.select(reader, brandId, { code: [...codes.values()] }, { columns: ['code'] });
    for (const { code } of known) codes.delete(code.toString());
    return new Set(codes.keys());
  }

  /** Of the orders of a file, those whose lines do not add up now that all of it is in; by their first lines. */
  private async differing(brandId: number, watched: ReadonlyMap<string, number>): Promise<LineFault[]> {
    const orderKeys = [...watched.keys()].map((key) => Buffer.from(key, 'latin1'));
    const open = await this.db.read((reader) => this.lines.differing(reader, brandId, orderKeys));
    return open
      .map((key) => ({
        ...{ line: watched.get(keyText(key)) ?? 0, code: 'ORDER_LINES_DIFFER' as const },
        ...{ field: 'order_id', text: null },
      }))
      .sort((a, b) => a.line - b.line);
  }
}

function watch(watched: Map<string, number>, { orderKey }: NewToldLine, line: number): void {
  const key = keyText(orderKey);
  if (watched.size < WATCHED_MAX && !watched.has(key)) watched.set(key, line);
}

/** The outcomes of rows, with a note beside each that was taken in and names an item that nobody knows. */
const noted = (
  outcomes: readonly RowOutcome[],
  judged: readonly Judged[],
  unlisted: ReadonlySet<string>,
): RowOutcome[] =>
  outcomes.map((one, i) => {
    const line = judged[i];
    const isNoted = one.outcome === 'accepted' && line?.ok && unlisted.has(line.value.item);
    return isNoted ? { outcome: 'accepted', note: UNLISTED } : one;
  });
