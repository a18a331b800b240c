import type { Client } from '@liuliang/contract/client';
import { openGuide } from '../../testing/guide';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { BrandsService } from '../brands';

const open = { fromMinute: 600, toMinute: 1_320 };
const place = (city: string, latitude: number | null, longitude: number | null) => ({
  ...{ city, address: `${city}某路 1 号`, phone: '021 0000 0101', latitude, longitude },
  hours: [open, open, open, open, open, null, open],
});

describe('stores', () => {
  let http: TestHttp;
  let owner: Client;
  let ann: Client;
  const ids = new Map<string, string>();
  beforeAll(async () => {
    http = await openTestHttp();
    const added = ['A', 'B', 'C', 'D'].map((code) => ({
      code,
      name: `${code}店`,
      kind: 'direct',
      region: '',
    }));
    await http.get(BrandsService).addStores(http.brand.id, added);
    owner = await http.operator('owner');
    ann = (await http.join('ann', '13900001111')).client;
    for (const { code, storeId } of must(await owner.stores({ query: {} })).items) ids.set(code, storeId);
  });
  afterAll(() => http.close());

  const paramsOf = (code: string) => ({ params: { storeId: ids.get(code) ?? '' } });
  const found = async (body: { near?: { latitude: number; longitude: number }; city?: string }) =>
    must(await ann.findStores({ body }));
  const namesOf = async (body: Parameters<typeof found>[0]) =>
    (await found(body)).items.map(({ name }) => name);

  it('are shown to members once an operator described them, and no longer when hidden', async () => {
    expect(await found({})).toEqual({ items: [], cities: [], hasMore: false });
    must(await owner.describeStore({ ...paramsOf('A'), body: place('上海', 31.2286, 121.4508) }));
    must(await owner.describeStore({ ...paramsOf('B'), body: place('杭州', 30.2563, 120.1596) }));
    must(await owner.describeStore({ ...paramsOf('C'), body: place('上海', 31.2, 121.44) }));
    must(await owner.describeStore({ ...paramsOf('D'), body: place('成都', null, null) }));
    const { items, cities } = await found({});
    expect(items).toHaveLength(4);
    expect(new Set(cities)).toEqual(new Set(['上海', '成都', '杭州']));
    expect(items.find(({ name }) => name === 'A店')).toEqual({
      ...{ ...place('上海', 31.2286, 121.4508), name: 'A店', storeId: ids.get('A'), distanceMetres: null },
    });
    must(await owner.hideStore({ ...paramsOf('C'), body: {} }));
    expect(await namesOf({ city: '上海' })).toEqual(['A店']);
    must(await owner.describeStore({ ...paramsOf('C'), body: place('上海', 31.2, 121.44) }));
    expect(new Set(await namesOf({ city: '上海' }))).toEqual(new Set(['A店', 'C店']));
  });

  it('are the nearest first to who says where they are, and by city where none is near', async () => {
    const near = { latitude: 31.2304, longitude: 121.4737 };
    const { items } = await found({ near });
    expect(items.map(({ name }) => name)).toEqual(['A店', 'C店', 'B店']);
    const [first] = items;
    expect(first?.distanceMetres).toBeGreaterThan(2_000);
    expect(first?.distanceMetres).toBeLessThan(2_400);
    expect(await namesOf({ near, city: '成都' })).toEqual(['D店']);
    const far = await found({ near: { latitude: 43.8, longitude: 87.6 } });
    expect(far.items).toHaveLength(4);
    expect(far.items.at(-1)?.name).toBe('D店');
  });

  it('are described by who may, and stand in the log', async () => {
    const auditor = await http.operator('auditor');
    const asked = { ...paramsOf('A'), body: place('上海', null, null) };
    expect(await auditor.describeStore(asked)).toMatchObject({ code: 'FORBIDDEN' });
    const half = { ...paramsOf('A'), body: place('上海', 31.2, null) };
    expect(await owner.describeStore(half)).toMatchObject({ code: 'INPUT_INVALID' });
    const nowhere = { params: { storeId: 'str_nothing' }, body: place('上海', null, null) };
    expect(await owner.describeStore(nowhere)).toMatchObject({ code: 'STORE_UNKNOWN' });
    const actions = must(await owner.operatorActions({ query: {} })).items.map(({ action }) => action);
    expect(actions.slice(1, 4)).toEqual(['stores.described', 'stores.hidden', 'stores.described']);
  });

  it('are how a member reaches the guide who looks after them', async () => {
    expect(must(await ann.myGuide())).toEqual({ guide: null });
    const guide = await openGuide(http);
    must(await guide.scanMemberCode({ body: { code: must(await ann.memberCode()).code } }));
    const { guide: mine } = must(await ann.myGuide());
    expect(mine).toMatchObject({ store: null });
    const all = must(await owner.stores({ query: {} })).items;
    const storeId = all.find(({ name }) => name === mine?.storeName)?.storeId ?? '';
    must(await owner.describeStore({ params: { storeId }, body: place('上海', 31.2, 121.4) }));
    const known = must(await ann.myGuide()).guide;
    expect(known?.store).toMatchObject({ phone: '021 0000 0101', hours: expect.any(Array) as unknown });
    // Nothing of the guide but the name they show themselves by, and the contact that they gave: none yet.
    expect(Object.keys(known ?? {}).sort()).toEqual(['contactLink', 'name', 'store', 'storeName']);
    expect(known?.contactLink).toBeNull();
    const [staff] = must(await owner.guides()).items;
    const gone = { handOverTo: null, confirm: 'LEAVE' } as const;
    must(await owner.guideLeaves({ params: { guideId: staff?.guideId ?? '' }, body: gone }));
    expect(must(await ann.myGuide())).toEqual({ guide: null });
  });
});
