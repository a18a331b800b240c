import type { Client } from '@liuliang/contract/client';
import { mustBring } from '../../testing/doors';
import { orderRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { takeIn } from '../../testing/upload';
import { BrandsService } from '../brands';
import { OperatorsService } from '../identity';
import { itemHeaders, lineHeaders } from '.';

const HEADERS = { items: itemHeaders, 'order-lines': lineHeaders };

let http: TestHttp;
let token: string;
let operations: Client;
beforeAll(async () => {
  http = await openTestHttp(Date.parse('2026-11-20T10:00:00+08:00'));
  const account = { login: 'buyer', password: 'a-long-enough-password' };
  const who = { ...account, brandId: http.brand.id, displayName: 'buyer', role: 'operations' };
  await http.get(OperatorsService).create(who);
  token = must(await http.client().signInOperator({ body: account })).accessToken;
  operations = http.client(token);
});
afterAll(() => http.close());

/** Uploads a file, has it looked at, confirms it. @returns what the import says at the end */
async function brought(kind: keyof typeof HEADERS, rows: readonly string[], inYuan = false) {
  const answer = await fetch(`${http.url}/api/v1/operator/imports?kind=${kind}&fileName=goods.csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
    body: [(HEADERS[kind][inYuan ? 1 : 0] ?? []).join(','), ...rows].join('\n'),
  });
  expect(answer.status).toBe(200);
  const { importId } = (await answer.json()) as { importId: string };
  await takeIn(http, token, importId);
  return must(await operations.importStatus({ params: { importId } }));
}

const codesOf = async (query: Parameters<Client['items']>[0]['query'] = {}): Promise<string[]> =>
  must(await operations.items({ query })).items.map(({ code }) => code);
const itemOf = async (code: string) => {
  const found = must(await operations.items({ query: { search: code } })).items.find(
    (one) => one.code === code,
  );
  if (!found) throw new Error(`There is no item ${code}`);
  return found;
};

describe('goods', () => {
  it('come in by a file, each code once, and say what the last file said', async () => {
    const first = await brought('items', [
      'A-1,越野跑鞋,鞋/跑鞋/越野,ISLET,2026SS,89900,32000,2026-03-01',
      'A-2,路跑鞋,鞋/跑鞋/路跑,ISLET,2026SS,69900,,',
      'B-1,遮阳帽, 配件 / 帽 /,,,12900,3000,',
      'A-1,越野跑鞋,鞋/跑鞋/越野,ISLET,2026SS,89900,32000,2026-03-01',
      'C-1,,鞋//凉鞋,,,,,',
      'D-1,,,,,12.5,,',
      ',无名,,,,,,',
      '1.2E+12,,,,,,,',
    ]);
    expect(first).toMatchObject({ accepted: 3, duplicate: 1, rejected: 4, state: 'done' });
    expect(first.reasons.map(({ code }) => code).sort()).toEqual([
      ...['AMOUNT_INVALID', 'CATEGORY_INVALID', 'FIELD_MISSING', 'NUMBER_COLLAPSED'],
    ]);
    expect(await brought('items', ['B-1,遮阳帽,配件/帽,,,129.00,30.00,'], true)).toMatchObject({
      ...{ accepted: 0, duplicate: 1 },
    });
    await brought('items', ['B-1,渔夫帽,配件/帽,,,13900,3000,']);
    expect(await itemOf('B-1')).toMatchObject({ name: '渔夫帽', category: '配件/帽', priceFen: 13_900 });
    expect(await codesOf()).toEqual(['B-1', 'A-2', 'A-1']);
  });

  it('are found by name, by the beginning of their code, and by any level of their category', async () => {
    expect(await codesOf({ search: '跑鞋' })).toEqual(['A-2', 'A-1']);
    expect(await codesOf({ search: 'A-' })).toEqual(['A-2', 'A-1']);
    expect(await codesOf({ search: '%' })).toEqual([]);
    expect(await codesOf({ category: '鞋' })).toEqual(['A-2', 'A-1']);
    expect(await codesOf({ category: '鞋/跑鞋/越野' })).toEqual(['A-1']);
    const page = must(await operations.items({ query: { limit: 2 } }));
    const rest = must(await operations.items({ query: { limit: 2, cursor: page.nextCursor ?? '' } }));
    expect([...page.items, ...rest.items].map(({ code }) => code)).toEqual(['B-1', 'A-2', 'A-1']);
  });

  it('are counted by who bought them, and move with their category', async () => {
    const orders = [
      orderRow('o1', 'ann', { amount_fen: '100000' }),
      orderRow('o2', 'bob', { amount_fen: '89900' }),
      orderRow('o3', 'bob', { amount_fen: '5000' }),
      orderRow('o4', 'cat', { amount_fen: '100' }),
    ];
    await mustBring(http, http.brand, { orders });
    const lines = await brought('order-lines', [
      ...['o1,1,A-1,1,87100', 'o1,2,B-1,1,12900', 'o2,1,A-1,1,89900', 'o3,1,X-9,2,4000', 'o9,1,X-9,1,5'],
    ]);
    expect(lines).toMatchObject({ accepted: 5, rejected: 0 });
    expect(lines.reasons).toEqual(
      expect.arrayContaining([
        { code: 'ITEM_UNLISTED', count: 1 },
        { code: 'ORDER_LINES_DIFFER', count: 1 },
      ]),
    );
    const shoes = { key: '鞋', buyers: 2, penetration: 2 / 3, orders: 2, amountFen: 177_000 };
    const figures = async (depth: number) =>
      must(await operations.goodsFigures({ query: { by: 'category', depth } }));
    expect(await figures(1)).toEqual({
      ...{ buyers: 3, orders: 4, amountFen: 189_900 },
      rows: [shoes, { key: '配件', buyers: 1, penetration: 1 / 3, orders: 1, amountFen: 12_900 }],
    });
    const both = { by: 'item', one: 'A-1', other: 'B-1' } as const;
    expect(must(await operations.goodsBoth({ query: both }))).toEqual({ buyers: 1 });
    expect(must(await operations.goodsBoth({ query: { ...both, from: '2026-12-01' } }))).toEqual({
      buyers: 0,
    });
    await brought('items', ['B-1,渔夫帽,鞋/配件,,,13900,3000,']);
    expect((await figures(1)).rows).toEqual([{ ...shoes, amountFen: 189_900 }]);
    expect(
      await operations.goodsFigures({ query: { by: 'item', from: '2026-12-02', to: '2026-12-01' } }),
    ).toMatchObject({ code: 'DAY_RANGE_INVALID' });
  });

  it('have a page each: buyers with their layers, what they bought besides, the margin', async () => {
    const { itemId } = await itemOf('A-1');
    const page = must(await operations.item({ params: { itemId }, query: {} }));
    expect(page).toMatchObject({
      figures: { key: 'A-1', buyers: 2, penetration: 2 / 3, orders: 2, amountFen: 177_000 },
      ...{ pieces: 2, marginFen: 177_000 - 2 * 32_000 },
      layers: [{ layer: 'R4', buyers: 2 }],
      boughtWith: [{ code: 'B-1', name: '渔夫帽', buyers: 1 }],
    });
    const without = await itemOf('A-2');
    expect(must(await operations.item({ params: { itemId: without.itemId }, query: {} }))).toMatchObject({
      ...{ pieces: 0, marginFen: null, layers: [], boughtWith: [] },
    });
    expect(await operations.item({ params: { itemId: 'itm_1' }, query: {} })).toMatchObject({
      code: 'ITEM_UNKNOWN',
    });
  });

  it('that wait, differ or are in no catalogue are listed, and leave the list when they are mended', async () => {
    const open = async () => must(await operations.openLines({ query: {} })).items;
    expect(await open()).toMatchObject([
      { orderNumber: 'o9', state: 'waiting', lines: 1, linesFen: 5, orderId: null, orderFen: null },
      { orderNumber: 'o3', state: 'differs', lines: 1, linesFen: 4_000, orderFen: 5_000 },
    ]);
    expect(must(await operations.openLines({ query: { state: 'differs' } })).items).toHaveLength(1);
    expect(must(await operations.unlistedItems()).items).toEqual([]);
    await brought('order-lines', ['o3,2,A-2,1,1000']);
    expect((await open()).map(({ orderNumber }) => orderNumber)).toEqual(['o9']);
    expect(must(await operations.unlistedItems()).items).toEqual([
      { code: 'X-9', lines: 1, amountFen: 4_000 },
    ]);
  });

  it('are retired and taken back by whoever may, with a note of it', async () => {
    const params = { itemId: (await itemOf('A-2')).itemId };
    const analyst = await http.operator('analyst');
    const retire = { params, body: { state: 'retired' } } as const;
    expect(await analyst.setItemState(retire)).toMatchObject({ code: 'FORBIDDEN' });
    expect(must(await operations.setItemState(retire))).toMatchObject({ state: 'retired' });
    expect(must(await operations.setItemState(retire))).toMatchObject({ state: 'retired' });
    expect(await codesOf({ state: 'active' })).toEqual(['B-1', 'A-1']);
    must(await operations.setItemState({ params, body: { state: 'active' } }));
    const owner = await http.operator('owner');
    const acts = must(await owner.operatorActions({ query: {} })).items.map(({ action }) => action);
    expect(acts.filter((action) => action.startsWith('goods.'))).toEqual([
      'goods.reinstated',
      'goods.retired',
    ]);
    // What a file says of an item is not whether it is sold.
    must(await operations.setItemState(retire));
    await brought('items', ['A-2,路跑鞋 2,鞋/跑鞋/路跑,ISLET,2026SS,69900,,']);
    expect(await itemOf('A-2')).toMatchObject({ name: '路跑鞋 2', state: 'retired' });
  });

  it('of another brand are neither listed nor counted', async () => {
    const other = await http.get(BrandsService).create({ code: 'other', name: '别家' });
    if (!other) throw new Error('The other brand was there already');
    const lines = [{ item: 'A-1', quantity: 1, amount_fen: 10_000 }];
    await mustBring(http, other, { orders: [orderRow('z1', 'zoe', { lines })] });
    const { rows } = must(await operations.goodsFigures({ query: { by: 'item' } }));
    expect(rows.find(({ key }) => key === 'A-1')).toMatchObject({ buyers: 2, amountFen: 177_000 });
  });
});
