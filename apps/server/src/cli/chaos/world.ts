import { NestFactory } from '@nestjs/core';
import type { Type } from '@nestjs/common';
import { pathOf, type ReplyOf, type Routes } from '@liuliang/contract/client';
import { routes } from '@liuliang/contract';
import { plainRules } from '@liuliang/domain';
import { createSandbox, type Sandbox } from '@liuliang/sandbox';
import { AppModule } from '../../app.module';
import { schema } from '../../areas';
import { BrandsService, type Brand } from '../../modules/brands';
import { EarningVersions } from '../../modules/earning';
import { GuideRolesService } from '../../modules/guides';
import { ConnectorsService, OperatorsService } from '../../modules/identity';
import { consentTexts } from '../../modules/members';
import { openLog } from '../../platform/log';
import { migratePlatform, openPlatform, type Platform } from '../../platform/platform';
import { ask, type Caller } from './client';
import { openPlace, type Mode, type Place } from './place';

const APP = { appid: 'wxchaos000000000', secret: 'chaos-only' };
const OPERATOR = { login: 'owner@chaos', password: 'a-long-enough-password' };
const MEMBERS = 16;
const YUAN_FEN = 100;
export const GIFT_POINTS = 10;
export const GIFT_STOCK = 1_000_000;
/** A member begins with points to spend, but soon asks for more than are there. */
export const FIRST_YUAN = 50;

export interface Member extends Caller {
  readonly person: string;
  readonly mobile: string;
  readonly customerId: string;
}

/** Where a world stands: servers that answer, and a process of ours that looks at their database. */
export interface Ground {
  readonly apis: readonly { readonly url: URL }[];
  readonly platform: Platform;
  /** A service of that process. */
  get<T>(token: { readonly prototype: T }): T;
  readonly sandbox: Sandbox;
}

/** A brand with members who can do things, a guide, an operator and a till. */
export interface World extends Ground {
  readonly members: readonly Member[];
  readonly guide: Member;
  readonly operator: Caller;
  readonly till: Caller;
  readonly giftId: string;
  /** Signs somebody in through WeChat. @throws Error when that is refused, or nobody answers */
  signIn(person: string): Promise<string>;
  /** Everybody who calls gets a token that is good for a while. */
  renew(): Promise<void>;
}

/** A world on private servers that can be broken. */
export interface BreakableWorld extends World {
  readonly place: Place;
  close(): Promise<void>;
}

export const allConsents = () =>
  consentTexts.map(({ purpose, version }) => ({ purpose, version, granted: true }));

/**
 * The same again and again until it is answered; for what is harmless when repeated.
 * @param body or what makes it anew for every try, where it holds a code that is good for one
 */
export async function must<N extends keyof Routes>(
  origin: URL,
  by: Caller,
  name: N,
  body?: unknown,
  params: Record<string, string> = {},
): Promise<ReplyOf<N>> {
  const { method, path } = routes[name];
  const filled = pathOf(path, { params });
  for (let tries = 0; ; tries += 1) {
    const own: unknown = typeof body === 'function' ? body() : body;
    const answer = await ask(origin, {
      by,
      method,
      path: filled,
      ...(own === undefined ? {} : { body: own }),
    });
    if (answer.outcome === 'done') return JSON.parse(answer.text) as ReplyOf<N>;
    if (answer.outcome === 'refused' || tries >= 20) throw new Error(`${String(name)}: ${answer.code}`);
  }
}

const NOBODY: Caller = { token: '' };

/** Starts everything on an empty database. */
export async function openWorld(mode: Mode): Promise<BreakableWorld> {
  const sandbox = createSandbox({
    apps: [{ ...APP, openPlatform: 'chaos' }],
    clock: { nowMs: () => Date.now() },
  });
  const wechat = await sandbox.listen(0);
  const place = await openPlace(mode, {
    WECHAT_APPID: APP.appid,
    WECHAT_SECRET: APP.secret,
    WECHAT_API: wechat,
  });
  const platform = await openPlatform(place.env, schema, { log: openLog('silent') });
  await migratePlatform(platform);
  const app = await NestFactory.createApplicationContext(AppModule.of(platform), { logger: false });
  const get: Ground['get'] = (token) => app.get(token as Type, { strict: false });
  const brand = await get(BrandsService).create({ code: 'chaos', name: 'chaos' });
  if (!brand) throw new Error('The database was not empty');
  await place.startAll();
  const world = await peopled({ apis: place.apis, platform, get, sandbox }, brand);
  return {
    ...world,
    place,
    async close() {
      await app.close();
      await platform.db.close();
      await place.close();
      await sandbox.close();
    },
  };
}

/** Lets people and a gift into an empty brand, in which a yuan is a point. */
export async function peopled(ground: Ground, brand: Brand): Promise<World> {
  const { apis, get, sandbox } = ground;
  const origin = (): URL => (apis[0] as Ground['apis'][0]).url;
  const rules = plainRules({ points: 1, perFen: YUAN_FEN });
  await get(EarningVersions).document.setFirst(brand.id, rules);
  const owner = { ...OPERATOR, brandId: brand.id, displayName: 'owner', role: 'owner' };
  await get(OperatorsService).create(owner);
  const signIn = async (person: string): Promise<string> => {
    sandbox.control.putPerson({ key: person });
    const fresh = () => ({ brand: brand.code, code: sandbox.control.loginCode(person).code });
    return (await must(origin(), NOBODY, 'signInWithWechat', fresh)).accessToken;
  };
  const join = async (person: string, mobile: string): Promise<Member> => {
    sandbox.control.putPerson({ key: person, phone: mobile });
    const by = { token: await signIn(person) };
    const { code: phoneCode } = sandbox.control.phoneCode(person);
    const home = await must(origin(), by, 'join', { consents: allConsents(), phoneCode });
    return { ...by, person, mobile, customerId: home.member?.customerId ?? '' };
  };
  const members: Member[] = [];
  for (let i = 0; i < MEMBERS; i += 1) members.push(await join(`member-${i}`, `139000010${10 + i}`));
  const guide = await join('guide', '13900002000');
  await appoint(ground, brand, guide);
  const key = await get(ConnectorsService).create(brand.id, 'till');
  const operator: Caller = { token: '' };
  const renew = async (): Promise<void> => {
    for (const member of [...members, guide]) member.token = await signIn(member.person);
    operator.token = (await must(origin(), NOBODY, 'signInOperator', OPERATOR)).accessToken;
  };
  await renew();
  const giftId = await shelved(origin(), operator);
  return { ...ground, members, guide, operator, till: { token: '', key }, giftId, signIn, renew };
}

async function appoint({ get, platform }: Ground, brand: Brand, guide: Member): Promise<void> {
  const brands = get(BrandsService);
  await brands.addStores(brand.id, [{ code: 'S1', name: 'store', kind: 'direct', region: '' }]);
  const stores = await platform.db.read((reader) => brands.stores(reader, brand.id));
  await get(GuideRolesService).appoint(brand.id, {
    code: 'G1',
    storeId: stores.get('S1')?.id ?? 0,
    customerId: platform.publicIds.decode('cus', guide.customerId) ?? 0,
    name: 'guide',
  });
}

/** Members may send each other points, and there is a gift for them. */
async function shelved(origin: URL, operator: Caller): Promise<string> {
  const settings = await must(origin, operator, 'spendingSettings');
  const transfers = { ...settings.transfers, enabled: true, minPoints: 1, dayLimit: 0 };
  await must(origin, operator, 'changeSpendingSettings', { ...settings, transfers });
  const look = { name: 'gift', description: '', picture: 'bag', audience: 'member' };
  const terms = { points: GIFT_POINTS, cashFen: 0, stock: GIFT_STOCK, limitEach: 0 };
  const { giftId } = await must(origin, operator, 'createGift', { ...look, ...terms });
  await must(origin, operator, 'publishGift', {}, { giftId });
  return giftId;
}
