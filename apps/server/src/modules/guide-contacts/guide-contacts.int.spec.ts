import type { Client } from '@liuliang/contract/client';
import { mustBring } from '../../testing/doors';
import { openGuide } from '../../testing/guide';
import { orderRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { BrandsService } from '../brands';
import { GuideRolesService, StaffService } from '../guides';
import { MergesService } from '../members';

const HOST = 'https://work.weixin.qq.com/';
const LINK = `${HOST}ca/cawcde0000000001`;
const OTHER = `${HOST}ca/cawcde0000000002`;

describe('contacts of guides', () => {
  let http: TestHttp;
  let owner: Client;
  let guide: Client;
  beforeAll(async () => {
    http = await openTestHttp();
    owner = await http.operator('owner');
    guide = await openGuide(http);
  });
  afterAll(() => http.close());

  const idOf = (publicId: string): number => http.platform.publicIds.decode('cus', publicId) ?? 0;
  const guideIdOf = async (code: string): Promise<string> =>
    must(await owner.guides()).items.find((one) => one.code === code)?.guideId ?? '';
  const ownOf = async (one: Client) => must(await one.myContact()).contact;
  const set = (one: Client, link: string) => one.setMyContact({ body: { link } });
  const setFor = async (by: Client, code: string, link: string | null) =>
    by.setGuideContact({ params: { guideId: await guideIdOf(code) }, body: { link } });
  const acts = async () =>
    must(await owner.operatorActions({ query: {} }))
      .items.map(({ action }) => action)
      .filter((action) => action.startsWith('guides.contact'));

  /** A member whom a guide looks after. */
  async function customerOf(one: Client, key: string): Promise<Client> {
    const { client } = await http.join(key);
    must(await one.scanMemberCode({ body: { code: must(await client.memberCode()).code } }));
    return client;
  }
  const linkFor = async (client: Client) => must(await client.myGuide()).guide?.contactLink;

  /** Another guide of the same store, signed in. */
  async function secondGuide(code: string): Promise<Client> {
    const { home } = await http.join(code);
    const stores = await http.platform.db.read((reader) =>
      http.get(BrandsService).stores(reader, http.brand.id),
    );
    await http.get(GuideRolesService).appoint(http.brand.id, {
      ...{ code, name: `导购 ${code}`, storeId: stores.get('S1')?.id ?? 0 },
      customerId: idOf(home.member?.customerId ?? ''),
    });
    return (await http.signIn(code)).client;
  }

  it('are set by the guide, changed and removed, and the same again changes nothing', async () => {
    expect(await ownOf(guide)).toBeNull();
    const first = must(await set(guide, ` ${LINK}\n`)).contact;
    expect(first).toEqual({ link: LINK, setAtMs: http.clock.nowMs(), setBy: 'guide' });
    http.clock.pass(60_000);
    expect(must(await set(guide, LINK)).contact).toEqual(first);
    expect(must(await set(guide, OTHER)).contact).toMatchObject({
      link: OTHER,
      setAtMs: http.clock.nowMs(),
    });
    expect(must(await guide.removeMyContact()).contact).toBeNull();
    expect(must(await guide.removeMyContact()).contact).toBeNull();
    expect(await ownOf(guide)).toBeNull();
    // What guides do for themselves is no act of an operator's.
    expect(await acts()).toEqual([]);
  });

  it('are set and cleared by operators whose role may, noted once, and never with the address', async () => {
    expect(must(await setFor(owner, 'G1', LINK)).contact).toMatchObject({ link: LINK, setBy: 'operator' });
    must(await setFor(owner, 'G1', LINK));
    const guideId = await guideIdOf('G1');
    expect(must(await owner.guideContacts()).items).toEqual([
      { guideId, link: LINK, setAtMs: http.clock.nowMs(), setBy: 'operator' },
    ]);
    expect(await ownOf(guide)).toMatchObject({ link: LINK, setBy: 'operator' });
    const analyst = await http.operator('analyst');
    expect(await setFor(analyst, 'G1', OTHER)).toMatchObject({ code: 'FORBIDDEN' });
    must(await setFor(owner, 'G1', null));
    must(await setFor(owner, 'G1', null));
    expect(must(await owner.guideContacts()).items).toEqual([]);
    expect(await acts()).toEqual(['guides.contact_removed', 'guides.contact_set']);
    const log = must(await owner.operatorActions({ query: {} })).items;
    expect(JSON.stringify(log)).not.toContain(HOST);
  });

  it('of another host, or that are none, are refused by both doors, and the one before stays', async () => {
    must(await set(guide, LINK));
    const refused = [
      ['https://u.wechat.com/ca/1', 'host'],
      ['https://work.weixin.qq.com.example.com/ca/1', 'host'],
      ['http://work.weixin.qq.com/ca/1', 'host'],
      [`${HOST}ca/${'a'.repeat(256)}`, 'length'],
      [`${HOST}ca/"><script>`, 'address'],
    ] as const;
    for (const [link, reason] of refused) {
      const refusal = { code: 'CONTACT_INVALID', data: { reason } };
      expect(await set(guide, link)).toMatchObject(refusal);
      expect(await setFor(owner, 'G1', link)).toMatchObject(refusal);
    }
    for (const link of ['', ' ', 'x'.repeat(1_001)])
      expect(await set(guide, link)).toMatchObject({ code: 'INPUT_INVALID' });
    const nobody = { guideId: http.platform.publicIds.encode('gde', 1) };
    expect(await owner.setGuideContact({ params: nobody, body: { link: LINK } })).toMatchObject({
      code: 'GUIDE_UNKNOWN',
    });
    expect(await ownOf(guide)).toMatchObject({ link: LINK });
  });

  it('are seen by the members of that guide alone', async () => {
    const other = await secondGuide('G2');
    const [ann, bea] = [await customerOf(guide, 'ann'), await customerOf(other, 'bea')];
    const { client: free } = await http.join('free');
    must(await set(guide, LINK));
    expect([await linkFor(ann), await linkFor(bea), await linkFor(free)]).toEqual([LINK, null, undefined]);
    must(await set(other, OTHER));
    expect([await linkFor(ann), await linkFor(bea)]).toEqual([LINK, OTHER]);
    for (const ask of [() => ann.myContact(), () => set(ann, LINK), () => ann.removeMyContact()])
      expect(await ask()).toMatchObject({ code: 'GUIDE_REQUIRED' });
    expect(await ann.guideContacts()).toMatchObject({ code: 'FORBIDDEN' });
    expect(await http.client().myContact()).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('stay with a guide who moves, and go with one who leaves', async () => {
    const mover = await secondGuide('G3');
    const cora = await customerOf(mover, 'cora');
    must(await set(mover, LINK));
    await http
      .get(BrandsService)
      .addStores(http.brand.id, [{ code: 'S2', name: '徐汇店', kind: 'direct', region: '' }]);
    const params = { guideId: await guideIdOf('G3') };
    must(await owner.moveGuide({ params, body: { storeCode: 'S2' } }));
    expect(must(await cora.myGuide()).guide).toMatchObject({ storeName: '徐汇店', contactLink: LINK });
    must(await owner.guideLeaves({ params, body: { handOverTo: await guideIdOf('G2'), confirm: 'LEAVE' } }));
    // Now of the guide who took over, with that guide's contact.
    expect(await linkFor(cora)).toBe(OTHER);
    const left = must(await owner.guideContacts()).items.map(({ guideId }) => guideId);
    expect(left).not.toContain(params.guideId);
    for (const link of [LINK, null])
      expect(await setFor(owner, 'G3', link)).toMatchObject({ code: 'GUIDE_LEFT' });
    const { client: again } = await http.signIn('G3');
    expect(await set(again, LINK)).toMatchObject({ code: 'GUIDE_REQUIRED' });
  });

  it('are none where somebody leaves while they are set', async () => {
    const leaver = await secondGuide('G4');
    const params = { guideId: await guideIdOf('G4') };
    await Promise.all([
      owner.guideLeaves({ params, body: { handOverTo: null, confirm: 'LEAVE' } }),
      set(leaver, LINK),
      owner.setGuideContact({ params, body: { link: OTHER } }),
    ]);
    const left = must(await owner.guideContacts()).items.map(({ guideId }) => guideId);
    expect(left).not.toContain(params.guideId);
  });

  it('of another brand are neither listed, nor set, nor found', async () => {
    must(await set(guide, LINK));
    const other = await http.get(BrandsService).create({ code: 'other', name: '别家' });
    const move = (from: number, to: number) =>
      http.platform.db.run('test.move', (tx) =>
        tx.exec('UPDATE guide_contact SET brand_id = ? WHERE brand_id = ? AND link = ?', [to, from, LINK]),
      );
    await move(http.brand.id, other?.id ?? 0);
    const guideId = await guideIdOf('G1');
    expect(must(await owner.guideContacts()).items.map((one) => one.guideId)).not.toContain(guideId);
    expect(await ownOf(guide)).toBeNull();
    await move(other?.id ?? 0, http.brand.id);
    expect(await ownOf(guide)).toMatchObject({ link: LINK });
    // The other brand's own guide, asked for by id.
    if (!other) throw new Error('The other brand was there already');
    await mustBring(http, other, { orders: [orderRow('x1', 'x1', { guide: 'X1' })] });
    const [foreign] = await http.get(StaffService).all(other.id);
    const params = { guideId: http.platform.publicIds.encode('gde', foreign?.id ?? 0) };
    expect(await owner.setGuideContact({ params, body: { link: LINK } })).toMatchObject({
      code: 'GUIDE_UNKNOWN',
    });
  });

  it('are taken along by the guide, also after a merge, and go when the guide is erased as a member', async () => {
    const leaver = await secondGuide('G5');
    const customer = await customerOf(leaver, 'dora');
    must(await set(leaver, OTHER));
    const { home } = await http.join('G5-card', '13800000005');
    const keptId = idOf(home.member?.customerId ?? '');
    const ownId = idOf(must(await leaver.memberHome()).member?.customerId ?? '');
    await http.platform.db.run('test.merge', (tx) =>
      http.get(MergesService).merge(tx, http.brand, ownId, keptId, {
        ...{ kind: 'mobile', value: '13800000005', isVerified: true },
      }),
    );
    await http.work();
    const { client: merged } = await http.signIn('G5');
    expect(must(await merged.exportMyData())).toMatchObject({ guideContacts: [{ link: OTHER }] });
    expect(await linkFor(customer)).toBe(OTHER);
    must(await merged.eraseMe({ body: { confirm: 'ERASE' } }));
    const guideId = await guideIdOf('G5');
    expect(must(await owner.guideContacts()).items.map((one) => one.guideId)).not.toContain(guideId);
    expect(await linkFor(customer)).toBeNull();
  });
});
