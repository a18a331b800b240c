import type { Client } from '@liuliang/contract/client';
import { SANDBOX_PATHS } from '@liuliang/sandbox';
import { allConsents } from '../../testing/doors';
import { openGuide } from '../../testing/guide';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { PROTECTED_MS } from '../bindings';
import { BrandsService } from '../brands';
import { GuideRolesService } from '../guides';

const DAY_MS = 86_400_000;
const STORES = [
  { code: 'S1', name: '静安店', kind: 'direct', region: '' },
  { code: 'S2', name: '徐汇店', kind: 'direct', region: '' },
] as const;

let http: TestHttp;
let owner: Client;
let guide: Client;
let people = 0;

beforeAll(async () => {
  http = await openTestHttp();
  guide = await openGuide(http, STORES[0]);
  await http.get(BrandsService).addStores(http.brand.id, STORES);
});
// Time passes: whoever signed in for the last story is signed out by now.
beforeEach(async () => {
  owner = await http.operator('owner');
  guide = (await http.signIn('guide')).client;
});
afterAll(() => http.close());

const stores = () => http.platform.db.read((reader) => http.get(BrandsService).stores(reader, http.brand.id));
const storeId = async (code: string): Promise<string> =>
  http.platform.publicIds.encode('str', (await stores()).get(code)?.id ?? 0);
const codeOfStore = async (code: string) =>
  must(await owner.makeStoreCode({ params: { storeId: await storeId(code) }, body: {} }));
const guideIdOf = async (code: string): Promise<string> =>
  must(await owner.guides()).items.find((one) => one.code === code)?.guideId ?? '';

/** A second guide, in the other store: somebody of their own, signed in. */
async function secondGuide(code: string): Promise<Client> {
  const { home } = await http.join(code);
  await http.get(GuideRolesService).appoint(http.brand.id, {
    ...{ code, name: `导购 ${code}`, storeId: (await stores()).get('S2')?.id ?? 0 },
    customerId: http.platform.publicIds.decode('cus', home.member?.customerId ?? '') ?? 0,
  });
  return (await http.signIn(code)).client;
}

/** Somebody who has not joined, signed in. */
async function visitor(): Promise<Client & { readonly key: string }> {
  const key = `visitor-${(people += 1)}`;
  const { client } = await http.signIn(key);
  return Object.assign(client, { key });
}

async function joinBy(
  scene: string | undefined,
  who?: Client,
): Promise<{ client: Client; customerId: string }> {
  const client = who ?? (await visitor());
  const home = must(
    await client.join({ body: { consents: allConsents(), ...(scene === undefined ? {} : { scene }) } }),
  );
  await http.work();
  return { client, customerId: home.member?.customerId ?? '' };
}

/** What the customer's page says of where somebody came from and who looks after them. */
async function told(customerId: string) {
  const { joinedBy, homeStore } = must(await owner.customer360({ params: { customerId } }));
  const { items } = must(await owner.customerGuide({ params: { customerId } }));
  return {
    from: joinedBy && [joinedBy.kind, joinedBy.store, joinedBy.guide],
    homeStore,
    guides: items.map(({ guideName, store, reason }) => [guideName, store, reason]),
  };
}

describe('joining by a code', () => {
  it('of a store keeps where somebody came from, and makes the store their home', async () => {
    const { scene, kind } = await codeOfStore('S1');
    expect(scene).toMatch(/^[0-9A-Z]{10}$/);
    expect(kind).toBe('store');
    const { customerId, client } = await joinBy(scene);
    expect(await told(customerId)).toEqual({
      from: ['store', '静安店', null],
      homeStore: '静安店',
      guides: [],
    });
    expect(must(await client.exportMyData())).toMatchObject({ joinedBy: { kind: 'store', store: '静安店' } });
  });

  it('of a guide makes them the guide’s customer, in the same act', async () => {
    const { scene } = must(await guide.myGuideCode({ body: {} }));
    const { customerId } = await joinBy(scene);
    expect(await told(customerId)).toEqual({
      from: ['guide', '静安店', '阿岚'],
      homeStore: '静安店',
      guides: [['阿岚', '静安店', 'code']],
    });
    const page = must(await guide.guideCustomer({ params: { customerId } }));
    expect(page.isMember).toBe(true);
  });

  it('that means nothing, is of another brand, or is no code hinders nobody and says nothing', async () => {
    const other = await http.get(BrandsService).create({ code: 'other', name: '别家' });
    await http.get(BrandsService).addStores(other?.id ?? 0, [STORES[0]]);
    const foreign = await codeOfStore('S1');
    await http.platform.db.run('test.move', (tx) =>
      tx.exec('UPDATE scene_code SET brand_id = ? WHERE scene = ?', [other?.id ?? 0, foreign.scene]),
    );
    const long = 'Z'.repeat(64);
    for (const scene of [foreign.scene, 'ZZZZZZZZZZ', 'guide=1&store=2', '%E5%BA%97', '../S1', long]) {
      const client = await visitor();
      expect(must(await client.arriveByScene({ body: { scene } }))).toEqual({
        meaning: null,
        isDone: true,
        isMyGuide: false,
      });
      const { customerId } = await joinBy(scene, client);
      expect(await told(customerId)).toEqual({ from: null, homeStore: null, guides: [] });
    }
    expect((await codeOfStore('S1')).scene).not.toBe(foreign.scene);
  });

  it('counts once, whatever code comes later', async () => {
    const first = await codeOfStore('S1');
    const second = await codeOfStore('S2');
    const { customerId, client } = await joinBy(first.scene);
    const again = await client.join({ body: { consents: allConsents(), scene: second.scene } });
    expect(again).toMatchObject({ code: 'MEMBER_ALREADY_JOINED' });
    must(await client.arriveByScene({ body: { scene: second.scene } }));
    expect(await told(customerId)).toMatchObject({ from: ['store', '静安店', null], homeStore: '静安店' });
  });

  it('is one act for the same person, though the phone sends it five times at once', async () => {
    const { scene } = must(await guide.myGuideCode({ body: {} }));
    const client = await visitor();
    const ask = () => client.join({ body: { consents: allConsents(), scene } });
    const answers = await Promise.all([ask(), ask(), ask(), ask(), ask()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const customerId = must(await client.memberHome()).member?.customerId ?? '';
    expect((await told(customerId)).guides).toHaveLength(1);
  });

  it('follows somebody into the card that they had before, by their number', async () => {
    const { scene } = must(await guide.myGuideCode({ body: {} }));
    const key = `visitor-${(people += 1)}`;
    const { client } = await http.signIn(key, '13900000042');
    const { code: phoneCode } = http.sandbox.control.phoneCode(key);
    const home = must(await client.join({ body: { consents: allConsents(), phoneCode, scene } }));
    expect(await told(home.member?.customerId ?? '')).toMatchObject({
      from: ['guide', '静安店', '阿岚'],
      guides: [['阿岚', '静安店', 'code']],
    });
  });
});

describe('a code in whose place another one is shown', () => {
  it('of a store still means the store', async () => {
    const before = await codeOfStore('S1');
    const params = { sceneId: before.sceneId };
    const after = must(await owner.renewSceneCode({ params, body: {} }));
    expect(after.scene).not.toBe(before.scene);
    // Pressed twice, or told again after the answer was lost.
    expect(must(await owner.renewSceneCode({ params, body: {} }))).toEqual(after);
    expect(await codeOfStore('S1')).toEqual(after);
    const { customerId } = await joinBy(before.scene);
    expect(await told(customerId)).toMatchObject({ from: ['store', '静安店', null] });
  });

  it('of a guide who moved means the store of before, and who comes by it is met where the guide works now', async () => {
    const mover = await secondGuide('G7');
    const before = must(await mover.myGuideCode({ body: {} }));
    const params = { guideId: await guideIdOf('G7') };
    must(await owner.moveGuide({ params, body: { storeCode: 'S1' } }));
    const after = must(await (await http.signIn('G7')).client.myGuideCode({ body: {} }));
    expect([before.store, after.store]).toEqual(['徐汇店', '静安店']);
    expect(after.scene).not.toBe(before.scene);
    const { customerId } = await joinBy(before.scene);
    expect(await told(customerId)).toEqual({
      from: ['guide', '徐汇店', '导购 G7'],
      homeStore: '徐汇店',
      guides: [['导购 G7', '静安店', 'code']],
    });
  });

  it('of a guide who left says who it was, and gives the customer to nobody', async () => {
    const leaver = await secondGuide('G8');
    const { scene } = must(await leaver.myGuideCode({ body: {} }));
    const params = { guideId: await guideIdOf('G8') };
    must(await owner.guideLeaves({ params, body: { handOverTo: null, confirm: 'LEAVE' } }));
    const { customerId, client } = await joinBy(scene);
    expect(await told(customerId)).toEqual({
      from: ['guide', '徐汇店', '导购 G8'],
      homeStore: '徐汇店',
      guides: [],
    });
    expect(must(await client.arriveByScene({ body: { scene } })).isMyGuide).toBe(false);
    expect(await owner.makeGuideCode({ params, body: {} })).toMatchObject({ code: 'GUIDE_LEFT' });
  });
});

describe('a member who scans the code of a guide', () => {
  it('is met by the rule of the counter: the first guide keeps them while the two meet', async () => {
    const other = await secondGuide('G2');
    const [first, second] = [
      must(await guide.myGuideCode({ body: {} })).scene,
      must(await other.myGuideCode({ body: {} })).scene,
    ];
    const { client, customerId } = await joinBy(undefined);
    const arrive = async (scene: string) => {
      const { client: signedIn } = await http.signIn(`visitor-${people}`);
      return must(await signedIn.arriveByScene({ body: { scene } }));
    };
    expect(must(await client.arriveByScene({ body: { scene: first } }))).toEqual({
      meaning: { kind: 'guide', store: '静安店', guide: '阿岚' },
      isDone: true,
      isMyGuide: true,
    });
    expect((await arrive(second)).isMyGuide).toBe(false);
    // Coming back to the first one's code is a contact like a scan.
    http.clock.pass(PROTECTED_MS - DAY_MS);
    await arrive(first);
    http.clock.pass(PROTECTED_MS - DAY_MS);
    expect((await arrive(second)).isMyGuide).toBe(false);
    http.clock.pass(2 * DAY_MS);
    expect((await arrive(second)).isMyGuide).toBe(true);
    owner = await http.operator('owner');
    expect(await told(customerId)).toMatchObject({ from: null });
    expect((await told(customerId)).guides.map(([name]) => name)).toEqual(['导购 G2', '阿岚']);
  });

  it('who is the guide becomes nobody’s customer, whether by joining or later', async () => {
    const { scene } = must(await guide.myGuideCode({ body: {} }));
    expect(must(await guide.arriveByScene({ body: { scene } }))).toMatchObject({ isMyGuide: false });
    const { customerId } = must(await guide.memberHome()).member ?? { customerId: '' };
    expect((await told(customerId)).guides).toEqual([]);
    // Appointed before joining, by the number of their own WeChat.
    const { client, customerId: unjoined } = await http.signIn('early-guide');
    await http.get(GuideRolesService).appoint(http.brand.id, {
      ...{ code: 'G9', name: '导购 G9', storeId: (await stores()).get('S1')?.id ?? 0 },
      customerId: http.platform.publicIds.decode('cus', unjoined) ?? 0,
    });
    const own = must(await owner.makeGuideCode({ params: { guideId: await guideIdOf('G9') }, body: {} }));
    const joined = await joinBy(own.scene, client);
    expect(await told(joined.customerId)).toEqual({
      from: ['store', '静安店', null],
      homeStore: '静安店',
      guides: [],
    });
  });

  it('is one scan of the day, in the store of the code', async () => {
    const { scene } = await codeOfStore('S2');
    const { client, customerId } = await joinBy(undefined);
    for (let i = 0; i < 3; i += 1) must(await client.arriveByScene({ body: { scene } }));
    await http.work();
    const { items } = must(await owner.customerTimeline({ params: { customerId }, query: {} }));
    const scans = items.filter(({ type }) => type === 'code.scanned');
    expect(scans).toMatchObject([{ store: '徐汇店', channel: 'wechat_mini' }]);
    http.clock.pass(DAY_MS);
    must(await (await http.signIn(`visitor-${people}`)).client.arriveByScene({ body: { scene } }));
    owner = await http.operator('owner');
    const later = must(await owner.customerTimeline({ params: { customerId }, query: {} })).items;
    expect(later.filter(({ type }) => type === 'code.scanned')).toHaveLength(2);
  });
});

describe('the code', () => {
  it('of one target is one, however many ask for the first at once', async () => {
    await http.get(BrandsService).addStores(http.brand.id, [{ ...STORES[0], code: 'S3', name: '杨浦店' }]);
    const all = await Promise.all(Array.from({ length: 6 }, () => codeOfStore('S3')));
    expect(new Set(all.map(({ scene }) => scene)).size).toBe(1);
  });

  it('is drawn by WeChat for the released mini-program, and leads home', async () => {
    const { sceneId, scene } = await codeOfStore('S1');
    const picture = must(await owner.sceneCodePicture({ params: { sceneId } }));
    expect(picture.type).toBe('image/png');
    expect(Buffer.from(picture.base64, 'base64').toString('latin1', 1, 4)).toBe('PNG');
    expect(http.sandbox.control.sceneCodes().at(-1)).toMatchObject({
      scene,
      page: 'pages/home/index',
      envVersion: 'release',
    });
    must(await guide.myGuideCode({ body: {} }));
    expect(must(await guide.myGuideCodePicture()).base64).not.toBe(picture.base64);
  });

  it('is known though WeChat does not draw it, and says why', async () => {
    must(await guide.myGuideCode({ body: {} }));
    http.sandbox.control.injectFault({ path: SANDBOX_PATHS.sceneCode, status: 502 });
    expect(await guide.myGuideCodePicture()).toMatchObject({ code: 'WECHAT_UNAVAILABLE' });
    http.sandbox.control.injectFault({ path: SANDBOX_PATHS.sceneCode, errcode: 45009 });
    expect(await guide.myGuideCodePicture()).toMatchObject({ code: 'WECHAT_RATE_LIMITED' });
    must(await guide.myGuideCodePicture());
  });

  it('is made by operators whose role may, for stores and guides of their own brand', async () => {
    const params = { storeId: await storeId('S1') };
    const analyst = await http.operator('analyst');
    expect(await analyst.makeStoreCode({ params, body: {} })).toMatchObject({ code: 'FORBIDDEN' });
    const nobody = { storeId: http.platform.publicIds.encode('str', 1) };
    expect(await owner.makeStoreCode({ params: nobody, body: {} })).toMatchObject({ code: 'STORE_UNKNOWN' });
    const noGuide = { guideId: http.platform.publicIds.encode('gde', 1) };
    expect(await owner.makeGuideCode({ params: noGuide, body: {} })).toMatchObject({ code: 'GUIDE_UNKNOWN' });
    const noCode = { sceneId: http.platform.publicIds.encode('scn', 1) };
    for (const answer of [
      await owner.sceneCodePicture({ params: noCode }),
      await owner.renewSceneCode({ params: noCode, body: {} }),
    ])
      expect(answer).toMatchObject({ code: 'SCENE_UNKNOWN' });
  });
});
