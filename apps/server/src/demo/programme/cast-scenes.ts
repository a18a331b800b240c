import { dayOf, formatDay, type Birthday } from '@liuliang/domain';
import { Adjustments } from '../../modules/adjustments';
import { StaffService } from '../../modules/guides';
import { BirthdaysService } from '../../modules/members';
import { PassesService } from '../../modules/tiers';
import { PublicIds } from '../../platform/ids';
import { granted, type Moment, type Stage } from '../stage';
import type { CastKey } from '../story';
import { takeBag } from './gifts';
import { tidy } from './months';
import { draftRules } from './rules';

/** What happened to people of the cast beside their orders, before the day on which the brand is opened. */
export function castMoments(stage: Stage): Moment[] {
  return [
    { atMs: stage.at(89, '20:10'), play: () => tellBirthdays(stage) },
    { atMs: stage.at(88, '11:00'), play: () => lookAfter(stage) },
    { atMs: stage.at(20, '15:00'), play: () => apologise(stage) },
    { atMs: stage.at(12, '11:20'), play: () => refuseRequest(stage) },
    // A week before the points of 陈屿's old card expire he is told.
    { atMs: stage.at(6, '09:00'), play: () => tidy(stage) },
    { atMs: stage.at(6, '14:30'), play: () => takeBag(stage) },
    { atMs: stage.at(5, '10:00'), play: () => lendTrialCard(stage) },
    { atMs: stage.at(2, '17:00'), play: () => draftRules(stage) },
  ];
}

/** 林夏's month is the one in which the brand is opened. */
async function tellBirthdays(stage: Stage): Promise<void> {
  const month = Number(formatDay(dayOf(stage.at(-1, '12:00'), stage.brand.timeZone)).slice(5, 7));
  const birthdays: readonly (readonly [CastKey, Birthday])[] = [
    ['linxia', { calendar: 'gregorian', month, day: 18 }],
    ['hechuan', { calendar: 'lunar', month: 8, day: 15 }],
  ];
  for (const [key, birthday] of birthdays) {
    granted(await stage.get(BirthdaysService).set(stage.brand.id, stage.idOf(key), birthday));
  }
}

/** 林夏 is looked after by 阿岚, 周野 by 程一, wherever they buy. */
async function lookAfter(stage: Stage): Promise<void> {
  const by = { brandId: stage.brand.id, operatorId: stage.cast.serviceId };
  for (const [customer, guide] of [
    ['linxia', 'alan'],
    ['zhouye', 'chengyi'],
  ] as const) {
    const { guideId } = (await stage.guide(guide)).guide;
    granted(await stage.get(StaffService).transfer(by, stage.idOf(customer), guideId, '常来店里'));
  }
}

async function apologise(stage: Stage): Promise<void> {
  await request(stage, 'linxia', 200, 'late-parcel', '快递晚到三天，致歉');
}

/** Above what one person may give: finance looked at it and said no. */
async function refuseRequest(stage: Stage): Promise<void> {
  const asked = await request(stage, 'chenyu', 3_000, 'old-receipts', '顾客要求补登三年前的小票');
  if (asked.state !== 'waiting') return;
  const finance = stage.operator(stage.cast.financeId);
  granted(await stage.get(Adjustments).refuse(finance, asked.id, '小票已过补登期限'));
}

async function lendTrialCard(stage: Stage): Promise<void> {
  const actor = { brandId: stage.brand.id, kind: 'operator', id: stage.cast.serviceId } as const;
  const terms = { passKey: 'demo:trial', kind: 'trial', level: 4, days: 30, amountFen: 0 } as const;
  granted(await stage.get(PassesService).grant(actor, stage.idOf('hechuan'), { ...terms, extends: false }));
}

/** Waits for a second person, until somebody looks at the console. */
export async function askForPoints(stage: Stage): Promise<void> {
  await request(stage, 'hechuan', 2_000, 'live-show', '直播间抽奖，名单漏发');
}

async function request(stage: Stage, owner: CastKey, points: number, key: string, reason: string) {
  const ownerId = stage.get(PublicIds).encode('cus', stage.idOf(owner));
  const asked = { key: `demo:${key}`, ownerId, asset: 'points', points, expiresAtMs: null, reason } as const;
  return granted(await stage.get(Adjustments).request(stage.operator(stage.cast.serviceId), asked));
}
