/** A person taps once for a phone code, and WeChat takes each code once: what they are for is done, or the code stays good. */
import { allConsents, mustBring } from '../../testing/doors';
import { orderRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';

const ASKED_AT = '/wxa/business/getuserphonenumber';

describe('a phone code', () => {
  let http: TestHttp;
  beforeAll(async () => {
    http = await openTestHttp();
  });
  afterAll(() => http.close());

  const visitor = async (person: string, phone: string) => {
    const { client } = await http.signIn(person, phone);
    const phoneCode = http.sandbox.control.phoneCode(person).code;
    return { client, phoneCode, asked: { consents: allConsents(), phoneCode } };
  };
  const asked = (): number => http.sandbox.control.callsTo(ASKED_AT);

  it('is not spent on a join that is refused for another reason', async () => {
    const { client, phoneCode, asked: whole } = await visitor('hesitant', '13900001001');
    const before = asked();
    const [membership, marketing] = whole.consents;
    const consents = [marketing as (typeof whole.consents)[number]];
    expect(await client.join({ body: { consents, phoneCode } })).toMatchObject({ code: 'CONSENT_REQUIRED' });
    const old = [{ ...(membership as (typeof whole.consents)[number]), version: '0000000000000000' }];
    expect(await client.join({ body: { consents: old, phoneCode } })).toMatchObject({
      code: 'CONSENT_OUTDATED',
    });
    expect(asked()).toBe(before);
    expect(must(await client.join({ body: whole })).member?.mobileMasked).toBe('139****1001');
  });

  it('joins again after the join failed on our side, without another tap', async () => {
    const { client, asked: whole } = await visitor('unlucky', '13900001002');
    const { source } = http.platform.db;
    await source.query('ALTER TABLE consent RENAME TO consent_away');
    const failed = await client.join({ body: whole });
    await source.query('ALTER TABLE consent_away RENAME TO consent');
    expect(failed).toMatchObject({ ok: false, code: 'UNEXPECTED' });
    expect(must(await client.join({ body: whole })).member?.mobileMasked).toBe('139****1002');
  });

  it('is one request’s to WeChat when it is sent twice at once', async () => {
    const { client, asked: whole } = await visitor('impatient', '13900001003');
    const before = asked();
    const answers = await Promise.all([client.join({ body: whole }), client.join({ body: whole })]);
    expect(answers.map((answer) => (answer.ok ? 'joined' : answer.code)).sort()).toEqual([
      'MEMBER_ALREADY_JOINED',
      'joined',
    ]);
    expect(asked()).toBe(before + 1);
  });

  it('is good for whoever tapped, and once they have joined for nobody', async () => {
    const { client, asked: whole } = await visitor('owner', '13900001004');
    must(await client.join({ body: whole }));
    const { client: other } = await http.signIn('finder');
    expect(await other.join({ body: whole })).toMatchObject({ code: 'WECHAT_CODE_INVALID' });
    must(await client.eraseMe({ body: { confirm: 'ERASE' } }));
    const { client: anew } = await http.signIn('owner');
    expect(await anew.join({ body: whole })).toMatchObject({ code: 'WECHAT_CODE_INVALID' });
  });

  it('of one number in six hands at once: each gets an answer, and they are one member from then on', async () => {
    for (let round = 0; round < 5; round += 1) {
      const phone = `1380000200${round}`;
      const people = [];
      for (let i = 0; i < 6; i += 1) people.push(await visitor(`six${round}x${i}`, phone));
      const answers = await Promise.all(people.map(({ client, asked: body }) => client.join({ body })));
      expect(answers.map((answer) => (answer.ok ? 'joined' : answer.code))).toEqual(Array(6).fill('joined'));
      const homes = await Promise.all(people.map(async ({ client }) => must(await client.memberHome())));
      const data = await Promise.all(people.map(async ({ client }) => must(await client.myData())));
      expect(homes.map(({ member }) => member?.mobileMasked)).toEqual(Array(6).fill(`138****200${round}`));
      expect(new Set(data.map(({ customerId }) => customerId)).size).toBe(1);
      // Six openids, six unionids and one number, whoever of them looks.
      expect(data.map(({ identities }) => identities.length)).toEqual(Array(6).fill(13));
    }
  });

  it('adds a number later for who joined without, with what the card of the shop had', async () => {
    const order = orderRow('LATER-1', '13900001007', {
      identity_kind: 'mobile',
      amount_fen: 30_000,
      guide: '',
    });
    await mustBring(http, http.brand, { orders: [order] });
    const { client } = await http.join('later');
    http.sandbox.control.putPerson({ key: 'later', phone: '13900001007' });
    const { code: phoneCode } = http.sandbox.control.phoneCode('later');
    const home = must(await client.addMyMobile({ body: { phoneCode } }));
    expect(home.member).toMatchObject({ mobileMasked: '139****1007', pointsAvailable: 300 });
    const before = asked();
    const second = http.sandbox.control.phoneCode('later').code;
    expect(await client.addMyMobile({ body: { phoneCode: second } })).toMatchObject({
      code: 'MOBILE_ON_FILE',
    });
    expect(asked()).toBe(before);
  });

  it('makes one person of a member without a number and the one whose number it is', async () => {
    const { client: first, asked: whole } = await visitor('first', '13900001008');
    must(await first.join({ body: whole }));
    const { client } = await http.join('second');
    http.sandbox.control.putPerson({ key: 'second', phone: '13900001008' });
    const { code: phoneCode } = http.sandbox.control.phoneCode('second');
    const answer = await client.addMyMobile({ body: { phoneCode } });
    const mobiles = [first, client].map(async (one) => must(await one.memberHome()).member?.mobileMasked);
    expect([answer.ok ? 'one' : answer.code, ...(await Promise.all(mobiles))]).toEqual([
      ...['one', '139****1008', '139****1008'],
    ]);
  });
});
