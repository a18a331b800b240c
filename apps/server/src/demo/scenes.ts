import type { INestApplicationContext } from '@nestjs/common';
import type { Brand } from '../modules/brands';
import { consentTexts, MembershipService } from '../modules/members';
import { TouchesService } from '../modules/touches';
import { Database } from '../platform/db/database';
import { castMobiles, type CastKey } from './story';

/**
 * What happens on the very day of the demo, so that there is something to see at once: two people join, one of them
 * with a second card at a till, and one is told of her points. Welcomes and messages arrive when the worker starts.
 */
export async function playScenes(
  app: INestApplicationContext,
  brand: Brand,
  customerIds: ReadonlyMap<string, number>,
): Promise<void> {
  const idOf = (key: CastKey): number => {
    const customerId = customerIds.get(key);
    if (customerId === undefined) throw new Error(`${key} is not in the story`);
    return customerId;
  };
  await join(app, brand, idOf('suqing'), '苏晴', castMobiles.suqing);
  await join(app, brand, idOf('xuqing'), '许青', castMobiles.xuqing);
  const touches = app.get(TouchesService, { strict: false });
  await app.get(Database, { strict: false }).run('demo.message', (tx) =>
    touches.queue(tx, {
      brandId: brand.id,
      customerId: idOf('linxia'),
      template: 'points-arrived',
      key: `demo:points-arrived:${idOf('linxia')}`,
      values: { place: '上海静安店', points: '1,299' },
    }),
  );
}

/** Joins in the mini-program with a number that WeChat has just proven; somebody who has joined stays as they are. */
async function join(
  app: INestApplicationContext,
  brand: Brand,
  customerId: number,
  nickname: string,
  verifiedMobile: string,
): Promise<void> {
  const joined = await app.get(MembershipService, { strict: false }).join(brand, customerId, {
    consents: consentTexts.map(({ purpose, version }) => ({ purpose, version, granted: true })),
    nickname,
    verifiedMobile,
    channel: 'wechat_mini',
  });
  if (joined.ok || joined.error.code === 'MEMBER_ALREADY_JOINED') return;
  throw new Error(`Somebody of the cast could not join: ${joined.error.code}`);
}
