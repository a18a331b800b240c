import type { Day } from '@liuliang/domain';
import { castLives } from './cast-lives';
import { Chance } from './chance';
import { Chronicle } from './chronicle';
import { keyOf, meetSomebody } from './population';
import { liveOn } from './life';
import type { DeliveredEvent, DeliveredOrder, DeliveredRefund, StoryPerson, WechatNames } from './rows';

export { castMobiles, XUQING_CARD, type CastKey } from './cast-lives';
export { goods, guides, onlineStore, storePlaces, stores } from './catalogue';
export { ZONE } from './chronicle';
export type { StoryMembership, StoryPerson, WechatNames } from './rows';

/** The day on which the brand's first shop opened. Any other number tells another year. */
export const STORY_SEED = 20_200_618;
/** The population; the cast comes on top. */
export const POPULATION_SIZE = 2_000;
const CROWD_MAX = 9_000; // Behind them begin the mobile numbers of the cast.
const YEAR_DAYS = 365;

export interface StoryPlan {
  readonly seed: number;
  /** The last day told: yesterday, for a brand that is opened today. */
  readonly lastDay: Day;
  readonly population: number;
  /** What WeChat calls a person, by their key. */
  readonly wechatOf: (key: string) => WechatNames;
}

/** A year of the brand: who its customers are, and what reached its systems, in the order of arrival. */
export interface Story {
  readonly people: readonly StoryPerson[];
  readonly events: readonly DeliveredEvent[];
  readonly orders: readonly DeliveredOrder[];
  readonly refunds: readonly DeliveredRefund[];
}

/** The same plan always tells the same story. */
export function tellStory({ seed, lastDay, population, wechatOf }: StoryPlan): Story {
  if (population < 0 || population > CROWD_MAX) throw new Error(`A story has at most ${CROWD_MAX} people`);
  const days = { first: lastDay - YEAR_DAYS + 1, last: lastDay };
  const chronicle = new Chronicle(lastDay);
  const people = castLives(chronicle, lastDay, wechatOf);
  for (let index = 0; index < population; index += 1) {
    const chance = new Chance(seed, keyOf(index));
    const member = meetSomebody(index, chance, days, wechatOf(keyOf(index)));
    liveOn(member, chance, chronicle, days);
    people.push(member.person);
  }
  // Older customers first, so that their ids, too, grow with their age.
  people.sort((a, b) => a.firstSeenAtMs - b.firstSeenAtMs || (a.key < b.key ? -1 : 1));
  return { people, ...chronicle.delivered() };
}
