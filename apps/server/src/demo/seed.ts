import type { INestApplicationContext } from '@nestjs/common';
import { dayOf, normaliseIdentity } from '@liuliang/domain';
import { BrandsService, type Brand } from '../modules/brands';
import { GuideRolesService } from '../modules/guides';
import { ConnectorsService, OperatorsService } from '../modules/identity';
import { MemberImport, consentTexts, type ConsentChoice, type KnownPerson } from '../modules/members';
import { SchemesService } from '../modules/tiers';
import { Database } from '../platform/db/database';
import type { Env } from '../platform/env';
import { ENV } from '../platform/tokens';
import { demoOperator } from './cast';
import { deliver } from './deliver';
import { playScenes } from './scenes';
import {
  CROWD_SIZE,
  guides,
  onlineStore,
  stores,
  STORY_SEED,
  tellStory,
  type Story,
  type StoryMembership,
  type StoryPerson,
} from './story';
import { demoTiers } from './tiers';
import { castSandbox, wechatNames } from './wechat';

const BRAND = { code: 'islet', name: '屿见 ISLET', slogan: '山海之间，屿见' };

export interface DemoSize {
  readonly seed: number;
  /** People beside the cast. */
  readonly crowd: number;
}

export interface DemoSeeded {
  readonly people: number;
  readonly events: number;
  readonly orders: number;
  readonly refunds: number;
}

/**
 * Fills the database with the demo brand, through the services that real data goes through. The operator comes last:
 * as long as nobody can sign in, the next start completes what this one began, and whatever is there already is met
 * again without effect. The story ends on the evening before the brand was made.
 *
 * @returns what was told, or null when the demo brand was complete
 */
export async function seedDemo(
  app: INestApplicationContext,
  say: (text: string) => void,
  size: DemoSize = { seed: STORY_SEED, crowd: CROWD_SIZE },
): Promise<DemoSeeded | null> {
  const operators = app.get(OperatorsService, { strict: false });
  if (await operators.hasLogin(demoOperator.login)) return null;
  say(`Seeding the demo brand ${BRAND.name} …`);
  const brand = await foundBrand(app);
  const story = await storyOf(app, brand, size);
  const customerIds = await bringPeople(app, brand, story);
  await deliver(app, brand, story, (percent) => say(`Seeding … ${percent}%`));
  await playScenes(app, brand, customerIds);
  await app.get(ConnectorsService, { strict: false }).create(brand.id, 'POS 收银');
  await operators.create({ brandId: brand.id, displayName: '林运营', role: 'owner', ...demoOperator });
  const { people, events, orders, refunds } = story;
  return { people: people.length, events: events.length, orders: orders.length, refunds: refunds.length };
}

async function foundBrand(app: INestApplicationContext): Promise<Brand> {
  const brands = app.get(BrandsService, { strict: false });
  const brand = (await brands.create(BRAND)) ?? (await brands.byCode(BRAND.code));
  if (!brand) throw new Error('The demo brand could neither be made nor found');
  await brands.addStores(brand.id, [...stores, onlineStore]);
  await app.get(SchemesService, { strict: false }).setFirst(brand.id, demoTiers);
  return brand;
}

async function storyOf(app: INestApplicationContext, brand: Brand, size: DemoSize): Promise<Story> {
  const env = app.get<Env>(ENV, { strict: false });
  const sandbox = castSandbox(env);
  const wechatOf = wechatNames(env, sandbox);
  await sandbox.close();
  return tellStory({ ...size, lastDay: dayOf(brand.createdAtMs, brand.timeZone) - 1, wechatOf });
}

/** Everybody as they are known before anything is told of them. @returns customer ids by the keys of the story */
async function bringPeople(
  app: INestApplicationContext,
  brand: Brand,
  { people }: Story,
): Promise<Map<string, number>> {
  const brands = app.get(BrandsService, { strict: false });
  const db = app.get(Database, { strict: false });
  const found = await db.read((reader) => brands.stores(reader, brand.id));
  const storeId = (code: string): number => found.get(code)?.id ?? 0;
  const known = people.map((person) => knownPerson(person, storeId));
  const ids = await app.get(MemberImport, { strict: false }).run(brand, known);
  const customerIds = new Map(people.map(({ key }, i) => [key, ids[i] ?? 0]));
  const roles = app.get(GuideRolesService, { strict: false });
  for (const { key, code, name, store } of guides) {
    const customerId = customerIds.get(key) ?? 0;
    await roles.appoint(brand.id, { code, name, storeId: storeId(store), customerId });
  }
  return customerIds;
}

function knownPerson(person: StoryPerson, storeId: (code: string) => number): KnownPerson {
  const { firstSeenAtMs, membership } = person;
  const identities = person.identities.map(({ kind, value }) => {
    const identity = normaliseIdentity(kind, value);
    if (!identity.ok) throw new Error(`${person.key} has an identity that is none`);
    return identity.value;
  });
  if (!membership) return { identities, firstSeenAtMs, membership: null };
  const { joinedAtMs, nickname, mobile, homeStore, channel } = membership;
  const opening = { joinedAtMs, nickname, channel, verifiedMobile: mobile, homeStoreId: storeId(homeStore) };
  return { identities, firstSeenAtMs, membership: { ...opening, consents: consentsOf(membership) } };
}

function consentsOf({ marketing, personalisation }: StoryMembership): ConsentChoice[] {
  const granted = { membership: true, marketing, personalisation };
  return consentTexts.map(({ purpose, version }) => ({ purpose, version, granted: granted[purpose] }));
}
