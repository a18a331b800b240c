import type { Client } from '@liuliang/contract/client';
import type { AccountRef } from '@liuliang/domain';
import { BrandsService } from '../modules/brands';
import { GuideRolesService } from '../modules/guides';
import { Holds, Ledger, type LedgerPosting } from '../modules/ledger';
import { OperatorsService } from '../modules/identity';
import { PublicIds } from '../platform/ids';
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
  post(posting: LedgerPosting): Promise<void>;
  /** A guide's reward for an order, or with a minus what a refund took back. */
  reward(key: string, guideId: number, points: number): Promise<void>;
  memberEarns(key: string, memberId: number, points: number): Promise<void>;
  /** A member spends points in the store. */
  redeem(key: string, memberId: number, points: number): Promise<void>;
  restore(key: string, points: number): Promise<void>;
  guideBalance(guideId: number): Promise<number>;
}

const account = (ownerKind: AccountRef['ownerKind'], ownerId: number, asset: AccountRef['asset']) =>
  ({ ownerKind, ownerId, asset, bucket: 'available' }) as const;

export async function openSettlementWorld(startMs: number): Promise<SettlementWorld> {
  const http = await openTestHttp(startMs);
  const { brand, get, clock } = http;
  const { db } = http.platform;
  await get(BrandsService).addStores(brand.id, [{ code: 'S1', name: '=外滩店', kind: 'dealer', region: '' }]);
  const stores = await db.read((reader) => get(BrandsService).stores(reader, brand.id));
  const storeId = stores.get('S1')?.id ?? 0;
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
    ...actsOf(http, storeId),
  };
}

type Acts = Pick<SettlementWorld, 'post' | 'reward' | 'memberEarns' | 'redeem' | 'restore' | 'guideBalance'>;

/** What happens to points in the stories. */
function actsOf(http: TestHttp, storeId: number): Acts {
  const { brand, get, clock } = http;
  const { db } = http.platform;
  const ledger = get(Ledger);
  const post = async (posting: LedgerPosting): Promise<void> => {
    const [result] = await db.run('test.post', (tx) => ledger.post(tx, [posting]));
    if (!result?.ok) throw new Error(`Not posted: ${result?.error.code}`);
  };
  const issue = (key: string, to: AccountRef, amount: number): Promise<void> =>
    post({
      brandId: brand.id,
      key,
      kind: amount > 0 ? 'earn' : 'clawback',
      reference: { kind: 'order', id: '1' },
      entries: [
        { account: to, amount },
        {
          account: { ownerKind: 'system', ownerId: 0, asset: to.asset, bucket: 'issuance' },
          amount: -amount,
        },
      ],
      occurredAtMs: clock.nowMs(),
      explanation: {},
    });
  return {
    post,
    reward: (key, guideId, amount) => issue(key, account('guide', guideId, 'guide_points'), amount),
    memberEarns: (key, memberId, amount) => issue(key, account('member', memberId, 'points'), amount),
    ...spendingOf(http, storeId),
    guideBalance: async (guideId) =>
      db.read(async (reader) => {
        const [row] = await reader.query<{ points: number }>(
          "SELECT CAST(COALESCE(SUM(balance), 0) AS SIGNED) AS points FROM ledger_account WHERE owner_kind = 'guide' AND owner_id = ?",
          [guideId],
        );
        return row?.points ?? 0;
      }),
  };
}

/** A member's points on their way into the store, and back. */
function spendingOf(
  { brand, get, clock, platform }: TestHttp,
  storeId: number,
): Pick<Acts, 'redeem' | 'restore'> {
  const { db } = platform;
  return {
    redeem: (key, memberId, amount) =>
      db.run('test.redeem', async (tx) => {
        const owner = { kind: 'member', id: memberId } as const;
        const untilMs = clock.nowMs() + 60_000;
        const asked = {
          brandId: brand.id,
          key,
          owner,
          asset: 'points',
          points: amount,
          purpose: 'order',
          untilMs,
        } as const;
        const placed = await get(Holds).place(tx, asked);
        const taken = await get(Holds).capture(tx, {
          brandId: brand.id,
          key,
          to: { kind: 'store', storeId },
        });
        if (!placed.ok || !taken.ok) throw new Error('Not redeemed');
      }),
    restore: (key, amount) =>
      db.run('test.restore', async (tx) => {
        const asked = {
          brandId: brand.id,
          holdKey: key,
          key: `back:${key}`,
          points: amount,
          occurredAtMs: clock.nowMs(),
        };
        if (!(await get(Holds).restore(tx, asked)).ok) throw new Error('Not restored');
      }),
  };
}

export { must };
