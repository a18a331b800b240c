import type { INestApplicationContext } from '@nestjs/common';
import { dayOf, instantAt, normaliseIdentity, type Day } from '@liuliang/domain';
import type { Sandbox } from '@liuliang/sandbox';
import { BrandsService, type Brand } from '../modules/brands';
import { ItemImports } from '../modules/goods';
import { GuideRolesService } from '../modules/guides';
import { ConnectorsService, OperatorsService } from '../modules/identity';
import { MemberImport, consentTexts, type ConsentChoice, type KnownPerson } from '../modules/members';
import { StorePlaces } from '../modules/stores';
import { PrivacyPolicies } from '../modules/privacy';
import { SchemesService } from '../modules/tiers';
import { Database } from '../platform/db/database';
import type { Env } from '../platform/env';
import { IdSource } from '../platform/ids';
import { ENV } from '../platform/tokens';
import { demoItems } from './goods';
import { demoPolicy } from './privacy';
import { demoColleagues, demoOperator } from './cast';
import type { MovableClock } from './clock';
import { deliver } from './deliver';
import { programmeMoments, readMessages, SILENT } from './programme';
import { playScenes } from './scenes';
import { Stage } from './stage';
import {
  castMobiles,
  POPULATION_SIZE,
  guides,
  onlineStore,
  storePlaces,
  stores,
  STORY_SEED,
  tellStory,
  ZONE,
  type Story,
  type StoryMembership,
  type StoryPerson,
} from './story';
import { demoTiers } from './tiers';
import { castSandbox, wechatNames } from './wechat';

const BRAND = {
  ...{ code: 'islet', name: '屿见 ISLET', slogan: '山海之间，屿见' },
  // Whatever a template is called, the sandbox asks about it.
  config: {
    reminders: {
      'gift-ready': 'demoGiftReady',
      'gift-expiring': 'demoGiftExpiring',
      'points-arrived': 'demoPointsArrived',
      'tier-changed': 'demoTierChanged',
      'transfer-claimed': 'demoTransferClaimed',
    },
  },
};
/** Days from the founding to the last day of the story: every customer was met between the two. */
const FOUNDED_DAYS_AGO = 499;
const FOUNDED_AT_MINUTE = 600;

export interface DemoSize {
  readonly seed: number;
  /** People beside the cast. */
  readonly population: number;
}

export interface DemoSeeded {
  readonly people: number;
  readonly events: number;
  readonly orders: number;
  readonly refunds: number;
}

export interface SeedOptions {
  readonly clock: MovableClock;
  readonly say: (text: string) => void;
  /** The local WeChat, when it runs: guides are paid through it. */
  readonly sandbox?: Sandbox;
  readonly size?: DemoSize;
}

/**
 * Fills the database with the demo brand, through the services that real data goes through, each at the instant of the
 * story: the clock is set back to the founding and comes to today with what is told. The operator comes last: as long
 * as nobody can sign in, the next start completes what this one began, and whatever is there already is met again
 * without effect. The story ends on the evening before the brand is opened.
 *
 * @returns what was told, or null when the demo brand was complete
 */
export async function seedDemo(
  app: INestApplicationContext,
  { clock, say, sandbox, size = { seed: STORY_SEED, population: POPULATION_SIZE } }: SeedOptions,
): Promise<DemoSeeded | null> {
  const operators = app.get(OperatorsService, { strict: false });
  if (await operators.hasLogin(demoOperator.login)) return null;
  say(`Seeding the demo brand ${BRAND.name} …`);
  const todayMs = clock.nowMs();
  try {
    const brand = await foundBrand(app, clock);
    const stage = await openStage(app, clock, brand, size);
    await tell(stage, say);
    clock.set(todayMs);
    await playScenes(stage, sandbox ?? null);
    await app.get(ConnectorsService, { strict: false }).create(brand.id, 'POS 收银');
    await operators.create({ brandId: brand.id, displayName: '林运营', role: 'owner', ...demoOperator });
    const { people, events, orders, refunds } = stage.cast.story;
    return { people: people.length, events: events.length, orders: orders.length, refunds: refunds.length };
  } finally {
    clock.set(todayMs);
  }
}

/** Everybody joins when they joined, and everything happens when it happened. */
async function tell(stage: Stage, say: (text: string) => void): Promise<void> {
  const waiting = stage.cast.story.people
    .filter(({ membership }) => membership !== null)
    .sort((a, b) => (a.membership?.joinedAtMs ?? 0) - (b.membership?.joinedAtMs ?? 0));
  const storeIds = await storeIdsOf(stage.app, stage.brand);
  const enrol = async (nowMs: number): Promise<void> => {
    const later = waiting.findIndex(({ membership }) => (membership?.joinedAtMs ?? 0) > nowMs);
    const joined = waiting.splice(0, later === -1 ? waiting.length : later);
    if (joined.length === 0) return;
    const known = joined.map((person) => knownPerson(person, (code) => storeIds.get(code)?.id ?? 0));
    await stage.get(MemberImport).run(stage.brand, known);
  };
  const moments = programmeMoments(stage).map(({ atMs, play }) => ({
    atMs,
    play: () => enrol(atMs).then(play),
  }));
  await deliver(stage, moments, enrol, (percent) => say(`Seeding … ${percent}%`));
  await readMessages(
    stage,
    Object.keys(castMobiles).filter((key) => key !== SILENT),
  );
}

async function foundBrand(app: INestApplicationContext, clock: MovableClock): Promise<Brand> {
  const brands = app.get(BrandsService, { strict: false });
  const known = await brands.byCode(BRAND.code);
  // Ids of a seeding that was cut off lie in the past that is told again: from now on they are taken from today.
  if (known) app.get(IdSource, { strict: false }).next();
  clock.set(instantAt(dayOf(clock.nowMs(), ZONE) - 1 - FOUNDED_DAYS_AGO, FOUNDED_AT_MINUTE, ZONE));
  const brand = known ?? (await brands.create(BRAND));
  if (!brand) throw new Error('The demo brand could neither be made nor found');
  clock.set(brand.createdAtMs);
  await brands.addStores(brand.id, [...stores, onlineStore]);
  await describeStores(app, brand);
  await app.get(ItemImports, { strict: false }).intake(brand).bring(demoItems, []);
  await app.get(SchemesService, { strict: false }).document.setFirst(brand.id, demoTiers);
  await app.get(PrivacyPolicies, { strict: false }).document.setFirst(brand.id, demoPolicy(brand.name));
  return brand;
}

async function describeStores(app: INestApplicationContext, brand: Brand): Promise<void> {
  const places = app.get(StorePlaces, { strict: false });
  await app.get(Database, { strict: false }).run('demo.stores', async (tx) => {
    const ids = await app
      .get(BrandsService, { strict: false })
      .storesNamed(tx, brand.id, Object.keys(storePlaces));
    for (const [code, place] of Object.entries(storePlaces))
      await places.put(tx, brand.id, ids.get(code) ?? 0, place);
  });
}

async function openStage(
  app: INestApplicationContext,
  clock: MovableClock,
  brand: Brand,
  size: DemoSize,
): Promise<Stage> {
  const lastDay = dayOf(brand.createdAtMs, brand.timeZone) + FOUNDED_DAYS_AGO;
  const story = await storyOf(app, lastDay, size);
  const [financeId, serviceId] = await employ(app, brand);
  const customerIds = await bringPeople(app, brand, story);
  return new Stage(app, clock, { brand, story, customerIds, financeId, serviceId, lastDay });
}

async function storyOf(app: INestApplicationContext, lastDay: Day, size: DemoSize): Promise<Story> {
  const env = app.get<Env>(ENV, { strict: false });
  const sandbox = castSandbox(env);
  const wechatOf = wechatNames(env, sandbox);
  await sandbox.close();
  return tellStory({ ...size, lastDay, wechatOf });
}

/** The operator's colleagues. @returns their ids: finance, service */
async function employ(
  app: INestApplicationContext,
  brand: Brand,
): Promise<readonly [financeId: number, serviceId: number]> {
  const operators = app.get(OperatorsService, { strict: false });
  const idOf = async (colleague: (typeof demoColleagues)['finance']): Promise<number> => {
    const created = await operators.create({ brandId: brand.id, ...colleague });
    const known = created ?? (await operators.byLogin(colleague.login));
    if (!known) throw new Error('A colleague of the operator could neither be made nor found');
    return known.id;
  };
  return [await idOf(demoColleagues.finance), await idOf(demoColleagues.service)];
}

/** Everybody as they are known before anything is told of them. @returns customer ids by the keys of the story */
async function bringPeople(
  app: INestApplicationContext,
  brand: Brand,
  { people }: Story,
): Promise<Map<string, number>> {
  const found = await storeIdsOf(app, brand);
  const storeId = (code: string): number => found.get(code)?.id ?? 0;
  const known = people.map((person) => ({ ...knownPerson(person, storeId), membership: null }));
  const ids = await app.get(MemberImport, { strict: false }).run(brand, known);
  const customerIds = new Map(people.map(({ key }, i) => [key, ids[i] ?? 0]));
  const roles = app.get(GuideRolesService, { strict: false });
  for (const { key, code, name, store } of guides) {
    const customerId = customerIds.get(key) ?? 0;
    await roles.appoint(brand.id, { code, name, storeId: storeId(store), customerId });
  }
  return customerIds;
}

function storeIdsOf(app: INestApplicationContext, brand: Brand) {
  const db = app.get(Database, { strict: false });
  return db.read((reader) => app.get(BrandsService, { strict: false }).stores(reader, brand.id));
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
