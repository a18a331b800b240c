import { Injectable } from '@nestjs/common';
import { appendTo, nameGrams as gramsOf, nameHolds, soughtGrams } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { BrandsService } from '../brands';
import { customers, nameGrams, nameWalks, type CustomerRow } from './entities';
import { inBuckets } from './names.queries';
import { customerField, PersonalFields } from './personal-fields';

/** Customers whose buckets are read at once, and in all: buckets are shared, so most of a rare name's are others. */
const READ_AT_ONCE = 500;
const READ_MAX = 5_000;
/** Customers of one transaction while names from before are brought in. */
const WALKED_AT_ONCE = 200;

/** The rows of a name, for whoever writes or renews them. */
export function gramRows(fields: PersonalFields, brandId: number, customerId: number, name: string) {
  const buckets = new Set(gramsOf(name).map((gram) => fields.gramOf(brandId, gram).toString('hex')));
  return [...buckets].sort().map((hex) => ({ brandId, gram: Buffer.from(hex, 'hex'), customerId }));
}

/** Puts what a name is found by in the place of what it was found by. An empty name is found by nothing. */
export async function keepGrams(
  tx: Tx,
  fields: PersonalFields,
  brandId: number,
  customerId: number,
  name: string,
): Promise<void> {
  await nameGrams.remove(tx, brandId, { customerId });
  const rows = gramRows(fields, brandId, customerId, name);
  if (rows.length > 0) await nameGrams.insert(tx, rows);
}

/** NAMES-1: whoever has a name is found by every part of it, and nothing that is stored can be read as one (decision 29). */
@Injectable()
export class NameIndex {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly fields: PersonalFields,
  ) {}

  keep(tx: Tx, brandId: number, customerId: number, name: string): Promise<void> {
    return keepGrams(tx, this.fields, brandId, customerId, name);
  }

  /**
   * Customers in whose name a text occurs, newest first, as many as `pass` lets through, up to `limit`. A search among more
   * than some thousand who share its buckets ends there.
   */
  async find(
    reader: Reader,
    brandId: number,
    text: string,
    limit: number,
    pass: (customerIds: readonly number[]) => Promise<readonly number[]>,
  ): Promise<number[]> {
    const grams = this.bucketsOf(brandId, text);
    const found: number[] = [];
    let belowId = Number.MAX_SAFE_INTEGER;
    for (let read = 0; read < READ_MAX && found.length < limit; read += READ_AT_ONCE) {
      const rows = await inBuckets(reader, brandId, grams, belowId, READ_AT_ONCE);
      const named = rows.filter((row) => nameHolds(this.nameOf(brandId, row), text)).map(({ id }) => id);
      if (named.length > 0)
        appendTo(
          found,
          [...(await pass(named))].sort((a, b) => b - a),
        );
      if (rows.length < READ_AT_ONCE) break;
      belowId = rows[rows.length - 1]?.id ?? 0;
    }
    return found.slice(0, limit);
  }

  /** The buckets of a text, for whoever looks through fewer customers than the brand has. */
  bucketsOf(brandId: number, text: string): Buffer[] {
    return soughtGrams(text).map((gram) => this.fields.gramOf(brandId, gram));
  }

  /** Whether a text occurs in somebody's name. */
  holds(brandId: number, named: Pick<CustomerRow, 'id' | 'nickname'>, text: string): boolean {
    return named.nickname.length > 0 && nameHolds(this.nameOf(brandId, named), text);
  }

  /** Brings in the names from before there was an index; what it has done it does not do again. @returns a line for the page of jobs */
  async bringIn(): Promise<string> {
    let walked = 0;
    for (const { id } of await this.brands.all())
      for (let count: number | null = 0; count !== null; count = await this.walk(id)) walked += count;
    return `${walked} looked at`;
  }

  /** @returns how many it looked at; null: the brand is done */
  private walk(brandId: number): Promise<number | null> {
    return this.db.run('members.indexNames', async (tx) => {
      const { afterId, isDone } = (await nameWalks.one(tx, brandId, {})) ?? { afterId: 0, isDone: false };
      if (isDone) return null;
      const rows = await customers.select(
        tx,
        brandId,
        {},
        {
          columns: ['id', 'nickname'],
          and: ['id > ?', afterId],
          order: 'id',
          limit: WALKED_AT_ONCE,
          // Whoever changes a name meanwhile waits, or is waited for: the index is of the name that stands.
          lock: 'update',
        },
      );
      for (const row of rows) {
        if (row.nickname.length > 0) await this.keep(tx, brandId, row.id, this.nameOf(brandId, row));
      }
      const next = {
        brandId,
        afterId: rows[rows.length - 1]?.id ?? afterId,
        isDone: rows.length < WALKED_AT_ONCE,
      };
      await nameWalks.insert(tx, [next], { upsert: ['afterId', 'isDone'] });
      return rows.length;
    });
  }

  private nameOf(brandId: number, { id, nickname }: Pick<CustomerRow, 'id' | 'nickname'>): string {
    return this.fields.open(brandId, customerField('nickname', id), nickname);
  }
}
