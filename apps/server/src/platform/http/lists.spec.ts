import type { Route } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import fc from 'fast-check';
import { z } from 'zod';
import { Secrets } from '../secrets';
import { keyset } from './keyset';
import { BY_ID, Lists, NEWEST_FIRST, pageOf, type PageAsk, type Place } from './lists';
import { RefusalError } from './refusal';

const listed = (path: string): Route => ({
  method: 'GET',
  path,
  access: 'member',
  summary: '',
  reply: z.unknown(),
  errors: [],
});

const lists = new Lists(new Secrets(Buffer.alloc(32, 7)));
const orders = listed('/orders');

const after = async (
  cursor: string | undefined,
  options: { by?: Lists; route?: Route; query?: object; order?: readonly string[] } = {},
): Promise<PageAsk['after']> => {
  const { by = lists, route = orders, query = {}, order = NEWEST_FIRST } = options;
  let seen: PageAsk['after'] = null;
  await by.answer(route, { query: { cursor, limit: 10, ...query } }, order, async (page) => {
    seen = page.after;
    return { items: [], next: null };
  });
  return seen;
};

const cursorOf = async (place: Place, query: object = {}, route = orders): Promise<string> => {
  const order = Object.keys(place);
  const page = await lists.answer(route, { query: { limit: 10, ...query } }, order, async () => ({
    items: [],
    next: place,
  }));
  return String(page.nextCursor);
};

const refused = async (tried: Promise<unknown>): Promise<void> => {
  await expect(tried).rejects.toThrow(RefusalError);
  await tried.catch((error: RefusalError) =>
    expect(error.refusal).toEqual({
      code: 'INPUT_INVALID',
      faults: [{ field: 'query.cursor', fault: 'cursor' }],
    }),
  );
};

describe('a cursor', () => {
  it('goes on where the page before ended, and fits the contract', async () => {
    await fc.assert(
      fc.asyncProperty(fc.maxSafeNat(), fc.maxSafeNat(), async (atMs, id) => {
        const cursor = await cursorOf({ atMs, id });
        expect(cursor.length).toBeLessThanOrEqual(200);
        expect(await after(cursor)).toEqual({ atMs, id });
      }),
    );
  });

  it('says nothing of what is in it', async () => {
    const cursor = await cursorOf({ atMs: 1_763_800_000_000, id: 4_711 });
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/4711|17638/);
    expect(cursor).not.toBe(await cursorOf({ atMs: 1_763_800_000_000, id: 4_712 }));
  });

  it('is refused when any of it was changed, or it is none', async () => {
    const cursor = await cursorOf({ atMs: 1_763_800_000_000, id: 4_711 });
    for (let i = 0; i < cursor.length; i += 1) {
      const other = cursor[i] === 'A' ? 'B' : 'A';
      await refused(after(cursor.slice(0, i) + other + cursor.slice(i + 1)));
    }
    for (const none of ['x', '0.1', '1763800000000.4711', `${cursor}A`, cursor.slice(1), '=', 'é'])
      await refused(after(none));
  });

  it('belongs to one list, its filters and its order', async () => {
    const cursor = await cursorOf({ atMs: 1, id: 2 }, { state: 'open' });
    expect(await after(cursor, { query: { state: 'open', limit: 3 } })).toEqual({ atMs: 1, id: 2 });
    await refused(after(cursor));
    await refused(after(cursor, { query: { state: 'closed' } }));
    await refused(after(cursor, { query: { state: 'open' }, route: listed('/refunds') }));
    await refused(after(cursor, { query: { state: 'open' }, order: BY_ID }));
    await refused(after(cursor, { query: { state: 'open' }, order: ['id', 'atMs'] }));
  });

  it('belongs to one installation', async () => {
    const elsewhere = new Lists(new Secrets(Buffer.alloc(32, 8)));
    await refused(after(await cursorOf({ atMs: 1, id: 2 }), { by: elsewhere }));
  });
});

describe('a page by its place', () => {
  const columns = { isOpen: 'is_open', atMs: 'at_ms', id: 'id' };

  it('begins without a condition', () => {
    const page = { after: null, limit: 20 };
    expect(keyset(page, columns)).toEqual({ order: 'is_open DESC, at_ms DESC, id DESC', limit: 21 });
  });

  it.each([
    [false, '<', 'DESC'],
    [true, '>', 'ASC'],
  ])('goes on behind it, turned round: %s', (isOldestFirst, beyond, direction) => {
    const page = { after: { isOpen: 1, atMs: 5, id: 9 }, limit: 20, isOldestFirst };
    expect(keyset(page, columns)).toEqual({
      and: [
        'is_open <= ? AND (is_open < ? OR (at_ms <= ? AND (at_ms < ? OR (id < ?))))'.replaceAll('<', beyond),
        ...[1, 1, 5, 5, 9],
      ],
      order: `is_open ${direction}, at_ms ${direction}, id ${direction}`,
      limit: 21,
    });
  });
});

describe('a page', () => {
  const rows = [5, 4, 3, 2, 1].map((id) => ({ id }));
  const read = (page: PageAsk<Place<'id'>>) => {
    const behind = rows.filter(({ id }) => id < (page.after?.id ?? Number.MAX_SAFE_INTEGER));
    return pageOf(behind.slice(0, page.limit + 1), page.limit, ({ id }) => ({ id }));
  };

  it.each([1, 2, 5, 6])('of %i at a time shows every row once', async (limit) => {
    const seen: number[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const query = { limit, ...(cursor === undefined ? {} : { cursor }) };
      const page = await lists.answer(orders, { query }, BY_ID, async (ask) => read(ask));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it('keeps what else a list answers, and passes refusals on', async () => {
    const input = { query: { limit: 1 } };
    const more = await lists.answer(orders, input, BY_ID, async (ask) => ok({ total: 5, ...read(ask) }));
    expect(more).toEqual({
      ok: true,
      value: { total: 5, items: [{ id: 5 }], nextCursor: expect.any(String) },
    });
    const no = await lists.answer(orders, input, BY_ID, async () => fail({ code: 'CUSTOMER_UNKNOWN' }));
    expect(no).toEqual({ ok: false, error: { code: 'CUSTOMER_UNKNOWN' } });
  });
});
