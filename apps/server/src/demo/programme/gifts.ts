import { GiftEditor, GiftOrders, GiftPickups, PickupCodes } from '../../modules/gifts';
import { type Moment, type Stage, granted } from '../stage';
import { guides, stores } from '../story';

type GiftInput = Parameters<GiftEditor['create']>[1];

const BAG = '渡口折叠背包';
const CUP = '山海搪瓷杯';

const gift = (
  name: string,
  picture: GiftInput['picture'],
  points: number,
  description: string,
  more: Partial<GiftInput> = {},
): GiftInput => ({
  ...{ name, picture, points, description },
  ...{ cashFen: 0, audience: 'member', stock: 300, limitEach: 0, ...more },
});

/** What points can be taken for. Names of pictures are those that the mini-program draws. */
const catalogue: readonly GiftInput[] = [
  gift('守护海岸线', 'flower', 100, '每 100 积分，屿见为海岸清洁捐出 1 元。到店领取一枚致谢书签。', {
    stock: 10_000,
  }),
  gift(CUP, 'cup', 800, '搪瓷小杯，露营与书桌都用得上。', { limitEach: 2 }),
  gift('海岸香薰', 'candle', 1_200, '海盐与雪松，烧完是一只小罐。'),
  gift('潮汐保温瓶', 'bottle', 1_500, '500 毫升，到店另付 39 元。', { cashFen: 3_900, stock: 120 }),
  gift(BAG, 'bag', 2_000, '收起来只有手掌大，展开 18 升。', { stock: 80, limitEach: 1 }),
  gift('导购登山小礼盒', 'box', 3_000, '越野袜、头巾与手冲咖啡，只给我们的导购。', {
    audience: 'guide',
    stock: 40,
    limitEach: 1,
  }),
];

export async function putGiftsOnShelf(stage: Stage): Promise<void> {
  const editor = stage.get(GiftEditor);
  const who = stage.operator(stage.cast.serviceId);
  const known = new Map((await editor.all(stage.brand.id)).map((one) => [one.name, one]));
  for (const input of catalogue) {
    const { id } = known.get(input.name) ?? (await editor.create(who, input));
    granted(await editor.publish(who, id));
  }
}

/** Days before the last one on which somebody collects a gift in each of the stores. */
const PICKUP_DAYS = [81, 72, 66, 58, 49, 41, 37, 30, 22, 15, 9, 4];
const CANDIDATES_MAX = 12;

/** Members of the population who take gifts home, so that stores have something to settle. */
export function giftMoments(stage: Stage): Moment[] {
  return PICKUP_DAYS.map((daysAgo, i) => ({
    atMs: stage.at(daysAgo, '16:20'),
    play: async () => {
      for (const { code } of stores) await collectBySegment(stage, code, i);
    },
  }));
}

/** 周野's bag: spent before his jacket went back. */
export async function takeBag(stage: Stage): Promise<void> {
  const order = await reserve(stage, 'zhouye', BAG, 'demo:bag');
  if (order) await handOver(stage, order, 'chengyi');
}

/** 林夏's cup waits at the counter. */
export async function reserveCup(stage: Stage): Promise<void> {
  await reserve(stage, 'linxia', CUP, 'demo:cup');
}

/** The first member of the store, in a turn that depends on the day alone, who has enough points. */
async function collectBySegment(stage: Stage, store: string, turn: number): Promise<void> {
  const nowMs = stage.clock.nowMs();
  const members = stage.cast.story.people.filter(
    ({ key, membership }) =>
      /^c\d/.test(key) && membership?.homeStore === store && membership.joinedAtMs < nowMs,
  );
  const staff = guides.filter((one) => one.store === store);
  const wanted = [CUP, '守护海岸线', '海岸香薰', '潮汐保温瓶'][turn % 4] ?? CUP;
  for (let i = 0; i < Math.min(CANDIDATES_MAX, members.length); i += 1) {
    const person = members[(turn * CANDIDATES_MAX + i) % members.length];
    const order = person && (await reserve(stage, person.key, wanted, `demo:${store}:${turn}`));
    const guide = staff[turn % staff.length];
    if (order && guide) return handOver(stage, order, guide.key);
  }
}

type Reserved = Extract<Awaited<ReturnType<GiftOrders['reserve']>>, { readonly ok: true }>['value'];

/** @returns null for somebody without enough points */
async function reserve(stage: Stage, person: string, name: string, key: string): Promise<Reserved | null> {
  const owner = await stage.member(person);
  const found = (await stage.get(GiftEditor).all(stage.brand.id)).find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not in the catalogue`);
  const reserved = await stage.get(GiftOrders).reserve(owner, found.id, key);
  return reserved.ok ? reserved.value : null;
}

async function handOver(stage: Stage, order: Reserved, guideKey: string): Promise<void> {
  const who = await stage.guide(guideKey);
  const pickups = stage.get(GiftPickups);
  const code = stage.get(PickupCodes).shown(order);
  if (granted(await pickups.preview(who, code)).state !== 'reserved') return;
  granted(await pickups.collect(who, code, `demo:${order.id}`));
}
