import type { ReplyOf } from '@liuliang/contract/client';

/** Answers of the contract's shape for a small cast; tests change only what they are about. */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const NOW_MS = Date.UTC(2026, 10, 21, 12);

export const tokens = (): ReplyOf<'signInWithWechat'> => ({
  accessToken: 'access-1',
  accessExpiresAtMs: Date.now() + HOUR_MS,
  refreshToken: 'refresh-token-of-test-1',
  refreshExpiresAtMs: Date.now() + 30 * DAY_MS,
  clock: [[0, 480]],
  customerId: 'cus_1',
  isMember: true,
  guide: null,
});

const consentText = (purpose: 'membership' | 'marketing', required: boolean, zh: string) => ({
  purpose,
  version: `${purpose}-1`,
  required,
  title: { zh, en: `${purpose} terms` },
  text: { zh: `${zh}的全文`, en: 'the whole text' },
});

/** The home screen of somebody who has not joined. */
export const visitorHome = (change: Partial<ReplyOf<'memberHome'>> = {}): ReplyOf<'memberHome'> => ({
  brand: {
    code: 'islet',
    name: '屿见 ISLET',
    slogan: '走出去，见岛屿',
    primaryColour: '#1f5f57',
    radiusPx: 14,
  },
  serverNowMs: Date.now(),
  isMember: false,
  member: null,
  joinOffer: [{ zh: '消费 1 元积 1 分', en: 'One point for each yuan' }],
  mustAgreeAgain: false,
  consentTexts: [
    consentText('membership', true, '会员协议'),
    consentText('marketing', false, '活动通知说明'),
  ],
  unreadMessages: 0,
  latestPoints: [],
  guide: null,
  ...change,
});

export const pointsItem = (
  id: string,
  points: number,
  change: Partial<ReplyOf<'pointsHistory'>['items'][number]> = {},
): ReplyOf<'pointsHistory'>['items'][number] => ({
  id: `pst_${id}`,
  kind: points < 0 ? 'clawback' : 'earn',
  points,
  balanceAfter: 12_480,
  occurredAtMs: NOW_MS - 3 * DAY_MS,
  reason: {
    about: 'order',
    purpose: null,
    explanation: {},
    orderId: `SO-${id}`,
    amountFen: Math.abs(points) * 100,
    channel: 'pos',
    store: '上海静安店',
    rule: null,
    heardAtMs: null,
  },
  ...change,
});

/** The home screen of a member. */
export const memberHome = (change: Partial<ReplyOf<'memberHome'>> = {}): ReplyOf<'memberHome'> =>
  visitorHome({
    isMember: true,
    member: {
      customerId: 'cus_1',
      nickname: '林夏',
      joinedAtMs: NOW_MS - 400 * DAY_MS,
      pointsAvailable: 12_480,
      pointsPending: 1_299,
      pointsDebt: 0,
      expiringNext: null,
      mobileMasked: '138****5678',
    },
    joinOffer: [],
    latestPoints: [pointsItem('1', 1_299)],
    ...change,
  });

type Message = ReplyOf<'inbox'>['items'][number];

export const message = (change: Partial<Message> = {}): Message => ({
  id: 'msg_1',
  template: 'welcome',
  leadsTo: 'home',
  title: { zh: '欢迎加入屿见', en: 'Welcome' },
  body: { zh: '从今天起，每一步都算数。', en: 'Every step counts.' },
  sentAtMs: NOW_MS,
  readAtMs: null,
  ...change,
});

export const inboxOf = (readAtMs: number | null): ReplyOf<'inbox'> => ({
  items: [message({ readAtMs })],
  nextCursor: null,
});

export const myData = (): ReplyOf<'myData'> => ({
  customerId: 'cus_1',
  nickname: '林夏',
  mobileMasked: '138****5678',
  joinedAtMs: NOW_MS - 400 * DAY_MS,
  identities: [{ kind: 'wx_openid', masked: 'oX8d****a2Qk', sinceMs: NOW_MS - 400 * DAY_MS }],
  consents: [
    {
      purpose: 'membership',
      version: 'membership-1',
      granted: true,
      atMs: NOW_MS - 400 * DAY_MS,
      channel: 'wechat_mini',
    },
    {
      purpose: 'marketing',
      version: 'marketing-1',
      granted: true,
      atMs: NOW_MS - 30 * DAY_MS,
      channel: 'wechat_mini',
    },
  ],
  held: { events: 1_283, orders: 17, messages: 9 },
});

export const customerCard = (change: Partial<ReplyOf<'guideCustomer'>> = {}): ReplyOf<'guideCustomer'> => ({
  customerId: 'cus_9',
  nickname: '周衡',
  mobileMasked: '139****2201',
  isMember: true,
  joinedAtMs: NOW_MS - 300 * DAY_MS,
  layer: 'R5',
  pointsAvailable: 3_480,
  pointsDebt: 0,
  orders: 6,
  spentFen: 689_400,
  lastOrderAtMs: NOW_MS - 19 * DAY_MS,
  lastSeenAtMs: NOW_MS - 2 * DAY_MS,
  homeStore: '上海静安店',
  allowsMarketing: false,
  giftsWaiting: [],
  birthday: null,
  pointsExpiring: null,
  lastPurchase: null,
  ...change,
});

export const purchase = () => ({
  paidAtMs: NOW_MS - 19 * DAY_MS,
  amountFen: 129_900,
  refundedFen: 0,
  store: '上海静安店',
  channel: 'pos',
  pieces: 2,
  item: '雾岛 冲锋衣',
});

const { lastPurchase: _, ...listed } = customerCard();

export const myCustomers = (
  items: readonly Partial<ReplyOf<'guideCustomers'>['items'][number]>[] = [{}],
): ReplyOf<'guideCustomers'> => ({
  items: items.map((item) => ({ ...listed, contactAtMs: NOW_MS - 3 * DAY_MS, ...item })),
  levels: [{ level: 2, name: { zh: '探路者', en: 'Pathfinder' }, colour: 'tier-2' }],
  nextCursor: null,
});

export const guideHome = (): ReplyOf<'guideHome'> => ({
  guide: { guideId: 'gui_1', name: '陈屿', storeCode: 'SH01', storeName: '上海静安店' },
  serverNowMs: Date.now(),
  scansToday: 7,
  recent: [
    { customer: { ...listed, customerId: 'cus_8', nickname: '许知远', layer: 'R2' }, scannedAtMs: NOW_MS },
  ],
});

/** As long as such addresses are; nobody's. */
export const CONTACT_LINK = 'https://work.weixin.qq.com/ca/cawcde0000000001';

export const myContact = (): ReplyOf<'myContact'> => ({
  contact: { link: CONTACT_LINK, setAtMs: NOW_MS, setBy: 'guide' },
});

export const timelineItem = (
  id: string,
  change: Partial<ReplyOf<'guideCustomerTimeline'>['items'][number]> = {},
): ReplyOf<'guideCustomerTimeline'>['items'][number] => ({
  id: `tli_${id}`,
  kind: 'order',
  type: 'order.paid',
  occurredAtMs: NOW_MS - 19 * DAY_MS,
  channel: 'pos',
  store: '上海静安店',
  reference: 'SO-9',
  amountFen: 129_900,
  points: null,
  ...change,
});

const policyText = (words: string) => ({
  ...{
    operator: `${words}运营者全称`,
    contact: `${words}电话`,
    collected: `${words}收集`,
    retention: `${words}期限`,
  },
  ...{ thirdParties: `${words}腾讯`, children: `${words}监护人`, rights: `${words}权利` },
});
export const privacyPolicy = () => ({
  ...{ brand: '屿见', version: 3, sinceMs: Date.UTC(2026, 9, 1, 4) },
  policy: { zh: policyText('中'), en: policyText('E') },
});
