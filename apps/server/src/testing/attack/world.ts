import { plainRules, type EarningRules } from '@liuliang/domain';
import { BrandsService, type Brand } from '../../modules/brands';
import { EarningVersions } from '../../modules/earning';
import { ConnectorsService, OperatorsService, roleNames } from '../../modules/identity';
import { SchemesService } from '../../modules/tiers';
import { allConsents, mustBring } from '../doors';
import { openGuide } from '../guide';
import { orderRow } from '../ingest-world';
import { must, openTestHttp, type TestHttp } from '../test-http';
import { goldScheme } from '../tier-world';
import type { Caller } from './requests';

const PASSWORD = 'a-long-enough-password';
const YUAN = 100;

/** Everybody who may call, of two brands, and something of each kind for them to call for. */
export interface AttackWorld {
  readonly http: TestHttp;
  readonly callers: readonly Caller[];
  /** A member with points, gifts, transfers and orders. */
  readonly member: Caller;
  readonly owner: Caller;
  close(): Promise<void>;
}

/** A yuan is a point and as much growth. */
const rules: EarningRules = {
  ...plainRules({ points: 1, perFen: 100 }),
  growth: { points: 1, perFen: 100 },
};

export async function openAttackWorld(): Promise<AttackWorld> {
  const http = await openTestHttp();
  await http.get(EarningVersions).document.setFirst(http.brand.id, rules);
  await http.get(SchemesService).document.setFirst(http.brand.id, goldScheme());
  await openGuide(http);
  const other = await http.get(BrandsService).create({ code: 'other', name: '别家' });
  if (!other) throw new Error('The other brand was there already');
  const customer = (kind: Caller['kind'], name: string, brand = http.brand) =>
    signIn(http, brand, kind, name);
  await http.join('member', '13900000001');
  await http.join('second', '13900000002');
  const member = await customer('member', 'member');
  const callers: Caller[] = [
    { name: 'nobody', kind: 'nobody', brand: '', may: [] },
    await customer('customer', 'visitor'),
    member,
    await customer('member', 'second'),
    await customer('guide', 'guide'),
    await joined(http, other),
  ];
  for (const role of roleNames) callers.push(await operator(http, http.brand, role));
  callers.push(await operator(http, other, 'owner'));
  for (const brand of [http.brand, other]) callers.push(await connector(http, brand));
  const owner = callers.find(({ name }) => name === 'islet owner') as Caller;
  await fill(http, member, owner);
  return { http, callers, member, owner, close: () => http.close() };
}

async function signIn(http: TestHttp, brand: Brand, kind: Caller['kind'], name: string): Promise<Caller> {
  http.sandbox.control.putPerson({ key: name });
  const { code } = http.sandbox.control.loginCode(name);
  const session = must(await http.client().signInWithWechat({ body: { brand: brand.code, code } }));
  return { name: `${brand.code} ${name}`, kind, brand: brand.code, may: [], token: session.accessToken };
}

async function joined(http: TestHttp, brand: Brand): Promise<Caller> {
  const stranger = await signIn(http, brand, 'member', 'stranger');
  must(await http.client(stranger.token).join({ body: { consents: allConsents() } }));
  return stranger;
}

async function operator(http: TestHttp, brand: Brand, role: string): Promise<Caller> {
  const account = { login: `${role}@${brand.code}`, password: PASSWORD };
  await http.get(OperatorsService).create({ ...account, brandId: brand.id, displayName: role, role });
  const { accessToken: token } = must(await http.client().signInOperator({ body: account }));
  const may = must(await http.client(token).operatorProfile()).permissions;
  return { name: `${brand.code} ${role}`, kind: 'operator', brand: brand.code, may, token };
}

async function connector(http: TestHttp, brand: Brand): Promise<Caller> {
  const key = await http.get(ConnectorsService).create(brand.id, 'till');
  return { name: `${brand.code} till`, kind: 'open-api', brand: brand.code, may: [], key };
}

/** An order, a gift on the shelf and one reserved, a transfer under way, an adjustment that waits, a message. */
async function fill(http: TestHttp, who: Caller, by: Caller): Promise<void> {
  const [member, owner] = [http.client(who.token), http.client(by.token)];
  const paid_at = new Date(http.clock.nowMs() - 1).toISOString();
  const ofMember = { identity_kind: 'mobile', identity: '13900000001', paid_at, amount_fen: 3_000 * YUAN };
  await mustBring(http, http.brand, { orders: [orderRow('attack-1', '', ofMember)] });
  const settings = must(await owner.spendingSettings());
  const transfers = { ...settings.transfers, enabled: true };
  must(await owner.changeSpendingSettings({ body: { ...settings, transfers } }));
  const look = { name: '帆布袋', description: '', picture: 'bag', audience: 'member' } as const;
  const terms = { points: 100, cashFen: 0, stock: 1_000, limitEach: 100 };
  const { giftId } = must(await owner.createGift({ body: { ...look, ...terms } }));
  must(await owner.publishGift({ params: { giftId }, body: {} }));
  must(await member.reserveGift({ body: { giftId, key: 'attack' } }));
  must(await member.sendPoints({ body: { key: 'attack', points: 100 } }));
  const ownerId = must(await member.memberHome()).member?.customerId ?? '';
  const asked = { key: 'attack', ownerId, asset: 'points', points: 100_000, reason: '补发' } as const;
  must(await owner.requestAdjustment({ body: asked }));
  await http.work();
}
