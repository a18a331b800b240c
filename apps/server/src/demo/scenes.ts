import type { Sandbox } from '@liuliang/sandbox';
import { GuideContacts } from '../modules/guide-contacts';
import { memberPoints, PointsReads } from '../modules/ledger';
import { consentTexts, MembershipService } from '../modules/members';
import { OrderReads } from '../modules/orders';
import { Transfers } from '../modules/transfers';
import { pointsArrived, TouchesService } from '../modules/touches';
import { Database } from '../platform/db/database';
import { askForPoints, drawPoints, reserveCup } from './programme';
import { granted, type Stage } from './stage';
import { castMobiles, type CastKey } from './story';

/** On WeCom's host, as a contact has to be, and nobody's. */
const CONTACT = 'https://work.weixin.qq.com/demo-placeholder/not-a-real-guide';
/** Ledger jobs that a demo has seen at least once: what came due, the levels, today's root, and an audit. */
const LAST_JOBS = ['points.due', 'tiers.due', 'touches.expiring', 'ledger.root', 'ledger.audit'] as const;

/**
 * What happens on the very day of the demo, so that there is something to see at once: two people join, one of them
 * with a second card at a till, a gift waits at a counter, points are on their way to a friend, and one is told of her
 * points, and a guide can be reached in WeCom. Welcomes and messages arrive when the worker starts.
 * @param sandbox the local WeChat, when it runs: without it no guide can be paid
 */
export async function playScenes(stage: Stage, sandbox: Sandbox | null): Promise<void> {
  await join(stage, 'suqing', '苏晴');
  await join(stage, 'xuqing', '许青');
  await reserveCup(stage);
  await sendPoints(stage);
  await askForPoints(stage);
  if (sandbox) await drawPoints(stage, sandbox);
  await tellOfPoints(stage);
  await giveContact(stage);
  await stage.runJobs(/* bounded: a constant */ ...LAST_JOBS);
}

/** 林夏 is told of the last points of an order that became hers to use: as many, and from there. */
async function tellOfPoints(stage: Stage): Promise<void> {
  const [brandId, customerId] = [stage.brand.id, stage.idOf('linxia')];
  await stage.get(Database).run('demo.message', async (tx) => {
    const holder = memberPoints({ brandId, customerId });
    const { items } = await stage.get(PointsReads).history(tx, holder, null, 10);
    const arrived = items.find(({ kind, orderId }) => kind === 'activate' && orderId !== null);
    const orders = await stage.get(OrderReads).describe(tx, brandId, [arrived?.orderId ?? 0]);
    const place = orders.get(arrived?.orderId ?? 0)?.storeName;
    if (!arrived || !place) return;
    await stage.get(TouchesService).queue(tx, {
      ...{ brandId, customerId, template: pointsArrived },
      key: `demo:points-arrived:${customerId}`,
      values: { place, points: String(arrived.points) },
    });
  });
}

/** Joins in the mini-program with a number that WeChat has just proven; somebody who has joined stays as they are. */
async function join(stage: Stage, key: CastKey, nickname: string): Promise<void> {
  const joined = await stage.get(MembershipService).join(stage.brand, stage.idOf(key), {
    consents: consentTexts.map(({ purpose, version }) => ({ purpose, version, granted: true })),
    nickname,
    verifiedMobile: castMobiles[key],
    channel: 'wechat_mini',
  });
  if (joined.ok || joined.error.code === 'MEMBER_ALREADY_JOINED') return;
  throw new Error(`Somebody of the cast could not join: ${joined.error.code}`);
}

/** 阿岚 is reached in WeCom; the others have yet to set it. */
async function giveContact(stage: Stage): Promise<void> {
  const { brandId, guide } = await stage.guide('alan');
  granted(await stage.get(GuideContacts).setOwn(brandId, guide?.guideId ?? 0, CONTACT));
}

/** 何川 has sent points that nobody has taken yet. */
async function sendPoints(stage: Stage): Promise<void> {
  const sender = await stage.member('hechuan');
  granted(
    await stage.get(Transfers).send(sender, { key: 'demo:friend', points: 200, message: '周末一起去徒步' }),
  );
}
