import type { Client } from '@liuliang/contract/client';
import { openGuide } from '../../testing/guide';
import { Database } from '../../platform/db/database';
import { chunk, END, HEAD, picture, START } from '../../testing/png';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';

/** The same with a place in it. */
const PLACE = '31.2304';
const WITH_PLACE = Buffer.from([
  ...[...START, ...HEAD],
  ...chunk(
    'tEXt',
    [...PLACE].map((sign) => sign.charCodeAt(0)),
  ),
  ...[...chunk('IDAT', [7]), ...END],
]).toString('base64');

describe('pictures of people', () => {
  let http: TestHttp;
  beforeAll(async () => {
    http = await openTestHttp();
  });
  afterAll(() => http.close());

  const imageOf = async (client: Client) => must(await client.myAvatar()).image;
  const set = (client: Client, image: string) => client.setMyAvatar({ body: { image } });
  const address = (base64: string): string => `data:image/png;base64,${base64}`;

  it('are kept without what a camera writes into them, replaced and taken away', async () => {
    const { client } = await http.join('ann');
    expect(await imageOf(client)).toBeNull();
    expect(must(await set(client, WITH_PLACE)).image).toBe(address(picture(7)));
    must(await set(client, picture(8)));
    expect(await imageOf(client)).toBe(address(picture(8)));
    must(await client.removeMyAvatar());
    expect(must(await client.removeMyAvatar()).image).toBeNull();
    expect(await imageOf(client)).toBeNull();
  });

  it('that are none are refused, and the one before stays', async () => {
    const { client } = await http.join('ben');
    must(await set(client, picture(1)));
    const page = Buffer.from('<svg onload=alert(1)>').toString('base64');
    expect(await set(client, page)).toMatchObject({ code: 'AVATAR_INVALID', data: { reason: 'type' } });
    expect(await set(client, 'A'.repeat(44_100))).toMatchObject({ code: 'INPUT_INVALID' });
    expect(await imageOf(client)).toBe(address(picture(1)));
  });

  it('are sealed where they are kept', async () => {
    const { client } = await http.join('cara');
    must(await set(client, picture(2)));
    const rows = await http
      .get(Database)
      .read((reader) => reader.query<{ sealed: Buffer }>('SELECT sealed FROM customer_avatar'));
    expect(rows.length).toBeGreaterThan(0);
    for (const { sealed } of rows) expect(sealed.toString()).not.toContain(picture(2).slice(0, 24));
  });

  it('are seen by guides and operators who may see the person, and by nobody else', async () => {
    const { client } = await http.join('dora');
    must(await set(client, picture(3)));
    const customerId = must(await client.memberHome()).member?.customerId ?? '';
    const params = { customerId };
    const guide = await openGuide(http);
    expect(await guide.guideCustomerAvatar({ params })).toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
    must(await guide.scanMemberCode({ body: { code: must(await client.memberCode()).code } }));
    expect(must(await guide.guideCustomerAvatar({ params })).image).toBe(address(picture(3)));
    const operations = await http.operator('operations');
    expect(must(await operations.customerAvatar({ params })).image).toBe(address(picture(3)));
    expect(await client.customerAvatar({ params })).toMatchObject({ code: 'FORBIDDEN' });
    const { client: stranger } = await http.join('stranger');
    expect(await stranger.guideCustomerAvatar({ params })).toMatchObject({ code: 'GUIDE_REQUIRED' });
    expect(await http.client().customerAvatar({ params })).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('are taken along, and go with the person', async () => {
    const { client, home } = await http.join('emma');
    must(await set(client, picture(4)));
    expect(must(await client.exportMyData())).toMatchObject({ avatar: address(picture(4)) });
    must(await client.eraseMe({ body: { confirm: 'ERASE' } }));
    const id = http.platform.publicIds.decode('cus', home.member?.customerId ?? '') ?? 0;
    const left = await http
      .get(Database)
      .read((reader) => reader.query('SELECT 1 AS one FROM customer_avatar WHERE customer_id = ?', [id]));
    expect(left).toEqual([]);
  });
});
