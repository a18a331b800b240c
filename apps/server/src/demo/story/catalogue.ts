/** What the invented brand sells, and where. */
export interface Goods {
  /** Also its code, as tills write it. */
  readonly name: string;
  readonly category: string;
  readonly priceFen: number;
  /** How often it is bought and looked at, beside the others. */
  readonly weight: number;
}

export const goods: readonly Goods[] = [
  { name: '礁石 2 越野跑鞋', category: '鞋/跑鞋/越野', priceFen: 79_900, weight: 9 },
  { name: '礁石 2 GTX 越野跑鞋', category: '鞋/跑鞋/越野', priceFen: 109_900, weight: 4 },
  { name: '潮汐 徒步鞋', category: '鞋/徒步鞋', priceFen: 89_900, weight: 7 },
  { name: '屿 01 板鞋', category: '鞋/板鞋', priceFen: 59_900, weight: 12 },
  { name: '屿 01 限量 灯塔', category: '鞋/板鞋', priceFen: 129_900, weight: 3 },
  { name: '海盐 城市跑鞋', category: '鞋/跑鞋/城市', priceFen: 69_900, weight: 9 },
  { name: '雾岛 冲锋衣', category: '服装/外套', priceFen: 129_900, weight: 4 },
  { name: '雾岛 抓绒', category: '服装/外套', priceFen: 49_900, weight: 7 },
  { name: '候鸟 皮肤衣', category: '服装/外套', priceFen: 39_900, weight: 8 },
  { name: '灯塔 速干 T 恤', category: '服装/上衣', priceFen: 19_900, weight: 12 },
  { name: '灯塔 徒步长裤', category: '服装/裤装', priceFen: 45_900, weight: 6 },
  { name: '浅滩 短裤', category: '服装/裤装', priceFen: 25_900, weight: 7 },
  { name: '渡口 背包 24L', category: '配件/包', priceFen: 52_900, weight: 5 },
  { name: '渡口 腰包', category: '配件/包', priceFen: 16_900, weight: 7 },
  { name: '山海 渔夫帽', category: '配件/帽', priceFen: 14_900, weight: 8 },
  { name: '羊毛徒步袜', category: '配件/袜', priceFen: 7_900, weight: 14 },
];

/** What a purchase of this sum was, where one piece of the catalogue costs exactly that; nothing otherwise. */
export const basketOf = (amountFen: number): readonly Goods[] =>
  goods.filter(({ priceFen }) => priceFen === amountFen).slice(0, 1);

export interface DemoStore {
  readonly code: string;
  readonly name: string;
  readonly kind: 'direct' | 'online';
  readonly region: string;
}

export const onlineStore: DemoStore = { code: 'online', name: '屿见线上店', kind: 'online', region: '线上' };

export const stores: readonly DemoStore[] = [
  { code: 'sh-jingan', name: '上海静安店', kind: 'direct', region: '上海' },
  { code: 'hz-hubin', name: '杭州湖滨店', kind: 'direct', region: '杭州' },
  { code: 'cd-taikooli', name: '成都太古里店', kind: 'direct', region: '成都' },
];

const everyDay = (toMinute: number) => Array.from({ length: 7 }, () => ({ fromMinute: 600, toMinute }));

/** What members see of the stores, by code; streets and numbers are made up. */
export const storePlaces = {
  'sh-jingan': {
    ...{ city: '上海', address: '屿见路 101 号一层', phone: '021 0000 0101' },
    ...{ latitude: 31.2286, longitude: 121.4508, hours: everyDay(1_320) },
  },
  'hz-hubin': {
    ...{ city: '杭州', address: '山海路 12 号一层', phone: '0571 0000 0102' },
    ...{ latitude: 30.2563, longitude: 120.1596, hours: everyDay(1_320) },
  },
  'cd-taikooli': {
    ...{ city: '成都', address: '渡口街 3 号二层', phone: '028 0000 0103' },
    ...{ latitude: 30.6534, longitude: 104.0836, hours: everyDay(1_350) },
  },
};

export interface DemoGuide {
  /** Also the guide's key as a person of the story. */
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly store: string;
}

export const guides: readonly DemoGuide[] = [
  { key: 'alan', code: 'SH01', name: '阿岚', store: 'sh-jingan' },
  { key: 'guide-sh02', code: 'SH02', name: '沈一帆', store: 'sh-jingan' },
  { key: 'guide-sh03', code: 'SH03', name: '罗棠', store: 'sh-jingan' },
  { key: 'chengyi', code: 'HZ01', name: '程一', store: 'hz-hubin' },
  { key: 'guide-hz02', code: 'HZ02', name: '俞湖生', store: 'hz-hubin' },
  { key: 'guide-hz03', code: 'HZ03', name: '叶小满', store: 'hz-hubin' },
  { key: 'guide-cd01', code: 'CD01', name: '蒋川川', store: 'cd-taikooli' },
  { key: 'guide-cd02', code: 'CD02', name: '向北', store: 'cd-taikooli' },
];

const surnames = [...'林周陈苏何顾许程沈陆方宋唐叶姜秦邵孟白温余卢丁纪乔丛黎岳祝简'];
const givenNames = [
  ...['知夏', '清和', '一诺', '屿安', '远舟', '小鹿', '听潮', '望山', '栖云', '见川', '星野', '念青', '书砚'],
  ...['南枝', '北辰', '可可', '乐之', '嘉树', '海宁', '云帆', '若水', '思齐', '向晚', '安之', '予白', '子期'],
  ...['明朗', '阿澈', '阿满', '晓舟', '晚晴', '初霁'],
];

/** A name that nobody bears on purpose; it repeats after some nine hundred people, as names do. */
export function inventedName(index: number): string {
  const surname = surnames[index % surnames.length] ?? '林';
  const given = givenNames[Math.floor(index / surnames.length + index) % givenNames.length] ?? '知夏';
  return `${surname}${given}`;
}

/**
 * Mobile numbers of the story: 139 0000 0000 to 139 0000 9999, and no others. They pass as mainland numbers and read
 * as made up; the cast has 9001 onwards.
 */
export function inventedMobile(lastFour: number): string {
  if (!Number.isInteger(lastFour) || lastFour < 0 || lastFour > 9_999)
    throw new Error('The story has ten thousand mobile numbers');
  return `+861390000${String(lastFour).padStart(4, '0')}`;
}
