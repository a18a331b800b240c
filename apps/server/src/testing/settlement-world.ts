import type { Client } from '@liuliang/contract/client';
import { plainRules, type EarningRules, type Result } from '@liuliang/domain';
import { BrandsService } from '../modules/brands';
import { EarningVersions } from '../modules/earning';
import { GuideRolesService } from '../modules/guides';
import { OperatorsService } from '../modules/identity';
import type { RawRow } from '../modules/imports';
import { OrderPointsReturns } from '../modules/order-points/returns.service';
import { PublicIds } from '../platform/ids';
import { adjust, mustBring, tillOf } from './doors';
import { orderRow, refundRow } from './ingest-world';
import { must, openTestHttp, type TestHttp } from './test-http';

/** A brand with a store and two guides, and what stories of settlement are told with. */
export interface SettlementWorld {
  readonly http: TestHttp;
  readonly storeId: number;
  readonly guide: { readonly id: number; readonly code: string };
  readonly other: { readonly id: number; readonly code: string };
  /** Signed in now: moving the clock ends sessions. */
  owner(): Promise<Client>;
  /** The guide with the name G1, signed in now. */
  lin(): Promise<Client>;
  /** A guide's reward for an order, which gives the buyer nothing. */
  reward(key: string, points: number, guide?: 'G1' | 'G2'): Promise<void>;
  /** An operator takes points of a guide by hand. */
  takeReward(guideId: number, points: number): Promise<void>;
  /** An order of a card that no guide has a part in. */
  memberEarns(key: string, card: string, points: number): Promise<void>;
  /** A refund of the order of that key, worth so many points. */
  returns(key: string, points: number): Promise<void>;
  /** A member spends points in the store. */
  redeem(key: string, card: string, points: number): Promise<void>;
  restore(key: string, points: number): Promise<void>;
  guideBalance(guideId: number): Promise<number>;
}

/** Orders of this channel earn for the guide alone, so that stories tell the two apart. */
const GUIDED = 'guided';
const plain = plainRules({ points: 1, perFen: 100 });
const RULES: EarningRules = {
  ...plain,
  guide: { kind: 'rate', points: 1, perFen: 100 },
  multipliers: { ...plain.multipliers, channel: [{ channel: GUIDED, percent: 0 }] },
};

export async function openSettlementWorld(startMs: number): Promise<SettlementWorld> {
  const http = await openTestHttp(startMs);
  const { brand, get, clock } = http;
  const { db } = http.platform;
  await get(BrandsService).addStores(brand.id, [{ code: 'S1', name: '=外滩店', kind: 'dealer', region: '' }]);
  const stores = await db.read((reader) => get(BrandsService).stores(reader, brand.id));
  const storeId = stores.get('S1')?.id ?? 0;
  await get(EarningVersions).document.setFirst(brand.id, RULES);
  await http.join('lin');
  const [person] = await db.read((reader) =>
    reader.query<{ id: number }>('SELECT MAX(id) AS id FROM customer'),
  );
  const customerId = person?.id ?? 0;
  const signIn = { login: 'owner@settlement', password: 'a-long-enough-password' };
  await get(OperatorsService).create({ ...signIn, brandId: brand.id, displayName: 'Owner', role: 'owner' });
  // Checking a password takes longer than anything else here.
  let signedIn: { readonly atMs: number; readonly client: Client } | null = null;
  const appoint = (code: string, person: number) =>
    get(GuideRolesService).appoint(brand.id, { code, storeId, customerId: person, name: code });
  await appoint('G1', customerId);
  await appoint('G2', 0);
  const guides = await db.read((reader) =>
    reader.query<{ id: number; name: string }>('SELECT id, name FROM guide WHERE brand_id = ?', [brand.id]),
  );
  const named = (name: string) => {
    const id = guides.find((guide) => guide.name === name)?.id ?? 0;
    return { id, code: get(PublicIds).encode('gde', id) };
  };
  return {
    http,
    storeId,
    guide: named('G1'),
    other: named('G2'),
    owner: async () => {
      if (signedIn?.atMs === clock.nowMs()) return signedIn.client;
      const { accessToken } = must(await http.client().signInOperator({ body: signIn }));
      signedIn = { atMs: clock.nowMs(), client: http.client(accessToken) };
      return signedIn.client;
    },
    lin: async () => (await http.signIn('lin')).client,
    ...actsOf(http),
  };
}

type Acts = Pick<
  SettlementWorld,
  'reward' | 'takeReward' | 'memberEarns' | 'returns' | 'redeem' | 'restore' | 'guideBalance'
>;

/** What happens to points in the stories. */
function actsOf(http: TestHttp): Acts {
  const { brand, clock } = http;
  const now = (): string => new Date(clock.nowMs()).toISOString();
  const order = (key: string, card: string, points: number, more: RawRow) =>
    mustBring(http, brand, {
      orders: [orderRow(key, card, { paid_at: now(), amount_fen: points * 100, ...more })],
    });
  return {
    reward: (key, points, guide = 'G1') => order(key, 'buyer', points, { channel: GUIDED, guide }),
    takeReward: (guideId, points) =>
      adjust(http, { brandId: brand.id, kind: 'guide', id: guideId, asset: 'guide_points' }, -points),
    memberEarns: (key, card, points) => order(key, card, points, { guide: '' }),
    returns: (key, points) =>
      mustBring(http, brand, {
        refunds: [refundRow(`back:${key}`, key, { refunded_at: now(), amount_fen: points * 100 })],
      }),
    ...spendingOf(http),
    guideBalance: async (guideId) =>
      http.platform.db.read(async (reader) => {
        const [row] = await reader.query<{ points: number }>(
          "SELECT CAST(COALESCE(SUM(balance), 0) AS SIGNED) AS points FROM ledger_account WHERE owner_kind = 'guide' AND owner_id = ?",
          [guideId],
        );
        return row?.points ?? 0;
      }),
  };
}

/** A member's points on their way into the store, and back. */
function spendingOf({ brand, get }: TestHttp): Pick<Acts, 'redeem' | 'restore'> {
  const done = <T>(answer: Result<T, { code: string }>): void => {
    if (!answer.ok) throw new Error(answer.error.code);
  };
  return {
    async redeem(key, card, points) {
      const identity = { kind: 'pos_card', value: card } as const;
      const of = { identity, key, points, orderKey: key, orderFen: points * 100, store: 'S1' };
      done(await tillOf({ get }).hold(brand.id, of));
      done(await tillOf({ get }).capture(brand.id, key, points));
    },
    async restore(key, points) {
      done(await get(OrderPointsReturns).restore(brand.id, key, { refundKey: `back:${key}`, points }));
    },
  };
}

export { must };
