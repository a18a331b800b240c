import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Route } from '@liuliang/contract';
import type { Failed, Ok } from '@liuliang/domain';
import { Secrets } from '../secrets';
import { RefusalError } from './refusal';

/** Where a page goes on: the columns of the list's order, as the last row shown has them. */
export type Place<K extends string = string> = Readonly<Record<K, number>>;

/** A page that is asked for: what comes behind a place, or the beginning. */
export interface PageAsk<P extends Place = Place> {
  readonly after: P | null;
  readonly limit: number;
  /** The list is turned round: its order is asked for by `keyset`, which knows. */
  readonly isOldestFirst?: boolean;
}

/** Most lists are by time, the newest first. */
export const NEWEST_FIRST = ['atMs', 'id'] as const;
export type Newest = Place<(typeof NEWEST_FIRST)[number]>;
export const BY_ID = ['id'] as const;
export type ById = Place<(typeof BY_ID)[number]>;

export interface Page<R, P extends Place = Place> {
  readonly items: R[];
  readonly next: P | null;
}

/** Cuts a page from rows that were read one beyond its limit. */
export function pageOf<R, P extends Place>(
  rows: readonly R[],
  limit: number,
  placeOf: (row: R) => P,
): Page<R, P> {
  const items = rows.slice(0, limit);
  const last = items[items.length - 1];
  return { items, next: rows.length > limit && last !== undefined ? placeOf(last) : null };
}

/** The place of a row in a list by when rows were made. */
export const placeOfCreated = (row: { readonly createdAtMs: number; readonly id: number }): Newest => ({
  atMs: row.createdAtMs,
  id: row.id,
});

/** A page as it leaves: its place turned into a cursor. */
type Answered<T> =
  T extends Ok<infer V>
    ? Ok<Answered<V>>
    : T extends Failed<infer _R>
      ? T
      : T extends { readonly next: unknown }
        ? Omit<T, 'next'> & { readonly nextCursor: string | null }
        : never;

interface ListInput {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

const TAG_BYTES = 16;

/**
 * Cursors of lists. LIST-1: a cursor tells nobody the ids in it, and cannot be made up, changed, or carried to another
 * list, another order or other filters: whatever is none of ours is refused, never taken for the first page. Its tag is
 * a MAC over all of that and also the counter block of the cipher, so that the same place is the same text.
 */
@Injectable()
export class Lists {
  private readonly macKey: Buffer;
  private readonly cipherKey: Buffer;

  constructor(secrets: Secrets) {
    this.macKey = secrets.derive('list-cursors/mac');
    this.cipherKey = secrets.derive('list-cursors/cipher');
  }

  /**
   * Answers a list route: reads its cursor, finds the page, writes the next cursor.
   * @param order the columns of the list's order, which its places name
   * @throws RefusalError INPUT_INVALID for a cursor that is not of this very list
   */
  async answer<const K extends string, T>(
    route: Route,
    input: ListInput,
    order: readonly K[],
    find: (page: PageAsk<Place<K>>) => Promise<T>,
  ): Promise<Answered<T>> {
    const list = bindingOf(route, input, order);
    const { cursor, limit, sort } = asked(input);
    const after = cursor === undefined ? null : this.open(list, order, cursor);
    if (cursor !== undefined && after === null) {
      const field = input.query ? 'query.cursor' : 'body.cursor';
      throw new RefusalError({ code: 'INPUT_INVALID', faults: [{ field, fault: 'cursor' }] });
    }
    const answer = await find({ after, limit, isOldestFirst: sort === 'oldest' });
    return this.written(list, order, answer) as Answered<T>;
  }

  private written(list: string, order: readonly string[], answer: unknown): unknown {
    const found = answer as { ok?: boolean; value?: unknown; next?: Place | null };
    if (found.ok === false) return answer;
    if (found.ok === true) return { ok: true, value: this.written(list, order, found.value) };
    const { next, ...rest } = found;
    return { ...rest, nextCursor: next ? this.seal(list, order, next) : null };
  }

  private seal(list: string, order: readonly string[], place: Place): string {
    const plain = Buffer.from(JSON.stringify(order.map((column) => place[column])));
    const tag = this.tagOf(list, plain);
    const cipher = createCipheriv('aes-256-ctr', this.cipherKey, tag);
    return Buffer.concat([tag, cipher.update(plain), cipher.final()]).toString('base64url');
  }

  private open<K extends string>(list: string, order: readonly K[], cursor: string): Place<K> | null {
    const bytes = Buffer.from(cursor, 'base64url');
    // One text for one cursor: what decoding would forgive is refused.
    if (bytes.length <= TAG_BYTES || bytes.toString('base64url') !== cursor) return null;
    const tag = bytes.subarray(0, TAG_BYTES);
    const decipher = createDecipheriv('aes-256-ctr', this.cipherKey, tag);
    const plain = Buffer.concat([decipher.update(bytes.subarray(TAG_BYTES)), decipher.final()]);
    if (!timingSafeEqual(tag, this.tagOf(list, plain))) return null;
    const values = JSON.parse(plain.toString()) as number[];
    return Object.fromEntries(order.map((column, i) => [column, values[i]])) as Record<K, number>;
  }

  private tagOf(list: string, plain: Buffer): Buffer {
    const mac = createHmac('sha256', this.macKey).update(list).update('\0').update(plain);
    return mac.digest().subarray(0, TAG_BYTES);
  }
}

const asked = ({ query, body }: ListInput) =>
  (query ?? body) as { cursor?: string; limit: number; sort?: 'newest' | 'oldest' };

/** Everything that makes it this list: the route, what was asked of it, and its order. */
function bindingOf(route: Route, { params, query, body }: ListInput, order: readonly string[]): string {
  const filters = [params, query, body].map((part) =>
    Object.entries(part ?? {})
      .filter(([name, value]) => name !== 'cursor' && name !== 'limit' && value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return JSON.stringify([route.method, route.path, order, filters]);
}
