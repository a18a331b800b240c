import { instantAt, type Day, type Identity } from '@liuliang/domain';
import { inventedMobile, inventedName, stores } from './catalogue';
import type { Chance } from './chance';
import { ZONE } from './chronicle';
import { personas, type Persona } from './personas';
import type { StoryMembership, StoryPerson, WechatNames } from './rows';
import { busyDay } from './season';

/** Where customers spend their time. */
export type HomeChannel = 'wechat_mini' | 'pos' | 'tmall' | 'jd' | 'douyin';

/** Somebody of the population: the person, and what decides how they live. */
export interface SegmentMember {
  readonly person: StoryPerson;
  readonly persona: Persona;
  /** The first one is where they came from. */
  readonly channels: readonly HomeChannel[];
  /** The store they go to. */
  readonly store: string;
  readonly arrivalDay: Day;
  readonly arrivalMinute: number;
  readonly joined: { readonly day: Day; readonly minuteOfDay: number } | null;
}

export interface StoryDays {
  readonly first: Day;
  readonly last: Day;
}

const CHANNEL_WEIGHTS: readonly (readonly [HomeChannel, number])[] = [
  ['wechat_mini', 36],
  ['pos', 24],
  ['tmall', 17],
  ['douyin', 14],
  ['jd', 9],
];
const STORE_WEIGHTS = stores.map((store, i) => [store.code, [42, 33, 25][i] ?? 20] as const);
/** Veterans were known this long before the twelve months. */
const VETERAN_DAYS = [20, 115] as const;
const EARLY_DAYS = 40;
const MARKETING_RATE = 780;
const PERSONALISATION_RATE = 640;

/** @param chance this person's own stream */
export function meetSomebody(
  index: number,
  chance: Chance,
  days: StoryDays,
  wechat: WechatNames,
): SegmentMember {
  const persona = chance.weighted(personas.map((one) => [one, one.share] as const));
  const first = chance.weighted(CHANNEL_WEIGHTS);
  const store = chance.weighted(STORE_WEIGHTS);
  const arrivalDay = arrivalOf(persona, chance, days, first);
  const arrivalMinute = chance.between([630, 1260]);
  const joining = joinsWhere(persona, first, chance);
  const joined = joining && {
    day: Math.min(arrivalDay + chance.between([0, 12]), days.last),
    minuteOfDay: Math.max(arrivalMinute, chance.between([620, 1250])) + 6,
  };
  const channels = channelsOf(first, joining, persona, chance);
  const mobile = inventedMobile(index);
  const leavesNumber = joining === 'pos' || chance.happens(720);
  const membership: StoryMembership | null =
    joining && joined
      ? {
          joinedAtMs: instantAt(joined.day, joined.minuteOfDay, ZONE),
          channel: joining,
          nickname: inventedName(index),
          mobile: leavesNumber ? mobile : null,
          homeStore: channels.includes('pos') || chance.happens(350) ? store : '',
          marketing: chance.happens(MARKETING_RATE),
          personalisation: chance.happens(PERSONALISATION_RATE),
        }
      : null;
  const identities = channels.flatMap((channel) => identitiesIn(channel, index, wechat, mobile));
  if (membership?.mobile && !channels.includes('pos')) identities.push({ kind: 'mobile', value: mobile });
  const firstSeenAtMs = instantAt(arrivalDay, arrivalMinute, ZONE);
  const person: StoryPerson = { key: keyOf(index), identities, firstSeenAtMs, membership };
  return { person, persona, channels, store, arrivalDay, arrivalMinute, joined };
}

function arrivalOf(persona: Persona, chance: Chance, { first, last }: StoryDays, channel: HomeChannel): Day {
  if (persona.isVeteran) return first - chance.between(VETERAN_DAYS);
  if (chance.happens(persona.earlyRate)) return first + chance.below(EARLY_DAYS);
  // The last days belong to those who have a purchase before them: nobody arrives with no time to live.
  const latest = last - (persona.firstPurchaseAfterDays[1] > 0 ? persona.firstPurchaseAfterDays[1] + 1 : 0);
  return busyDay(chance, first, latest, channel === 'pos' ? 'stores' : 'online');
}

/** Members join in the mini-program, or at the till of a store. null: not at all. */
function joinsWhere(persona: Persona, first: HomeChannel, chance: Chance): 'wechat_mini' | 'pos' | null {
  if (!chance.happens(persona.memberRate)) return null;
  return first === 'pos' && chance.happens(550) ? 'pos' : 'wechat_mini';
}

function channelsOf(
  first: HomeChannel,
  joining: 'wechat_mini' | 'pos' | null,
  persona: Persona,
  chance: Chance,
): HomeChannel[] {
  const channels = new Set<HomeChannel>([first]);
  if (joining) channels.add(joining);
  if (chance.happens(persona.omniRate)) {
    channels.add(chance.weighted(CHANNEL_WEIGHTS));
    if (chance.happens(persona.omniRate)) channels.add(chance.weighted(CHANNEL_WEIGHTS));
  }
  return [...channels];
}

function identitiesIn(channel: HomeChannel, index: number, wechat: WechatNames, mobile: string): Identity[] {
  const number = String(index).padStart(5, '0');
  switch (channel) {
    case 'wechat_mini':
      return [
        { kind: 'wx_openid', value: wechat.openid },
        { kind: 'wx_unionid', value: wechat.unionid },
      ];
    case 'pos':
      return [{ kind: 'mobile', value: mobile }];
    case 'tmall':
      return [{ kind: 'tmall_ouid', value: `AAH-islet-${number}` }];
    case 'jd':
      return [{ kind: 'jd_pin', value: `jd_islet_${number}` }];
    case 'douyin':
      return [{ kind: 'douyin_openid', value: `_000islet${number}` }];
  }
}

export const keyOf = (index: number): string => `c${String(index).padStart(4, '0')}`;
