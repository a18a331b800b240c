import { allConsents } from '../../testing/doors';
import { openGuide } from '../../testing/guide';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { BrandsService } from '../brands';
import { GuideRolesService } from '../guides';
import { OperatorsService } from '../identity';
import { MemberImport, MembershipService } from '../members';

let http: TestHttp;
beforeAll(async () => {
  http = await openTestHttp();
});
afterAll(() => http.close());

const TOLD = '\u202e 林\u200b夏\n e\u0301 \u2066';
const KEPT = '林夏 \u00e9';
const UNSEEN = '\u2800\u202e\u200b ';

async function nicknameOf(person: string, nickname: string): Promise<string | null | undefined> {
  const { client } = await http.signIn(person);
  const home = must(await client.join({ body: { consents: allConsents(), nickname } }));
  return home.member?.nickname;
}

describe('names of people, by every door', () => {
  it('of members are kept as they may be shown, or there is none', async () => {
    expect(await nicknameOf('ann', TOLD)).toBe(KEPT);
    expect(await nicknameOf('bob', UNSEEN)).toBeNull();
    expect(await nicknameOf('cat', '夏'.repeat(200))).toBe('夏'.repeat(32));
    expect(await nicknameOf('dan', '👨\u200d👩\u200d👧'.repeat(20))).toBe('👨\u200d👩\u200d👧'.repeat(8));
  });

  it('of members follow what they say later, also that there is none', async () => {
    const { client } = await http.join('eve');
    const named = async (nickname: string) =>
      must(await client.setMyNickname({ body: { nickname } })).nickname;
    expect([await named(TOLD), await named(UNSEEN), await named('小满')]).toEqual([KEPT, null, '小满']);
    expect(must(await client.memberHome()).member?.nickname).toBe('小满');
    const owner = await http.operator('owner');
    const found = must(await owner.customers({ body: { search: '小满' } })).items;
    expect(found.map(({ nickname }) => nickname)).toEqual(['小满']);
    expect(
      must(await owner.customers({ body: { search: KEPT } })).items.map(({ nickname }) => nickname),
    ).toEqual([KEPT]);
  });

  it('of members who are brought over too', async () => {
    const membership = { joinedAtMs: 1, verifiedMobile: null, homeStoreId: 0, consents: [], channel: 'pos' };
    const known = (value: string, nickname: string) => ({
      ...{ identities: [{ kind: 'pos_card' as const, value }], firstSeenAtMs: 1 },
      membership: { ...membership, nickname },
    });
    const ids = await http.get(MemberImport).run(http.brand, [known('k1', TOLD), known('k2', UNSEEN)]);
    const read = await http.platform.db.read((reader) =>
      http.get(MembershipService).profiles(reader, http.brand.id, ids),
    );
    expect(ids.map((id) => read.get(id)?.nickname)).toEqual([KEPT, null]);
  });

  it('of operators and guides are their login and their code when they show nothing', async () => {
    const account = { brandId: http.brand.id, password: 'a-long-enough-password', role: 'analyst' };
    const signed = async (login: string, displayName: string) => {
      await http.get(OperatorsService).create({ ...account, login, displayName });
      const session = await http.client().signInOperator({ body: { login, password: account.password } });
      return must(session).operator.displayName;
    };
    expect([await signed('one@test', TOLD), await signed('two@test', UNSEEN)]).toEqual([KEPT, 'two@test']);
    await openGuide(http);
    const stores = await http.platform.db.read((reader) =>
      http.get(BrandsService).stores(reader, http.brand.id),
    );
    const storeId = stores.get('S1')?.id ?? 0;
    const appoint = async (code: string, name: string) => {
      const { home } = await http.join(code);
      const customerId = http.platform.publicIds.decode('cus', home.member?.customerId ?? '') ?? 0;
      await http.get(GuideRolesService).appoint(http.brand.id, { code, storeId, customerId, name });
      return must(await (await http.signIn(code)).client.guideHome()).guide.name;
    };
    expect([await appoint('G2', TOLD), await appoint('G3', UNSEEN)]).toEqual([KEPT, 'G3']);
  });
});
