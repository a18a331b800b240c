import { allConsents } from '../../testing/doors';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { IngestService } from '../imports';

/** An order of somebody known at the till by mobile number only. */
const posOrder = (orderId: string, mobile: string, amountFen: number, paidAt: string) => ({
  order_id: orderId,
  identity_kind: 'mobile',
  identity: mobile,
  paid_at: paidAt,
  amount_fen: String(amountFen),
  channel: 'pos',
  store: 'sh-jingan',
  guide: '',
});

describe('joining', () => {
  let http: TestHttp;
  beforeAll(async () => {
    http = await openTestHttp();
  });
  afterAll(() => http.close());

  it('shows a customer who has not joined what joining gives, and asks for three consents, one of them required', async () => {
    const { client, isMember } = await http.signIn('visitor');
    expect(isMember).toBe(false);
    const home = must(await client.memberHome());
    expect(home.member).toBeNull();
    expect(home.joinOffer.length).toBeGreaterThan(0);
    expect(home.consentTexts.map((text) => [text.purpose, text.required])).toEqual([
      ['membership', true],
      ['marketing', false],
      ['personalisation', false],
    ]);
    expect(await client.memberCode()).toMatchObject({ ok: false, code: 'MEMBER_REQUIRED' });
  });

  it('refuses to join without the required consent, or with a version that is no longer shown', async () => {
    const { client } = await http.signIn('hesitant');
    const marketing = allConsents().filter((consent) => consent.purpose === 'marketing');
    expect(await client.join({ body: { consents: marketing } })).toMatchObject({ code: 'CONSENT_REQUIRED' });
    const old = allConsents().map((consent) => ({ ...consent, version: '0000000000000000' }));
    expect(await client.join({ body: { consents: old } })).toMatchObject({ code: 'CONSENT_OUTDATED' });
    expect(must(await client.memberHome()).isMember).toBe(false);
  });

  it('joins once; the second time says so', async () => {
    const { client } = await http.join('once');
    expect(await client.join({ body: { consents: allConsents() } })).toMatchObject({
      code: 'MEMBER_ALREADY_JOINED',
    });
  });

  it('gives the points of the card from the shop to the person who joins with the same number', async () => {
    const mobile = '13900001234';
    await http.get(IngestService).ingest(http.brand, {
      events: [],
      orders: [posOrder('POS-1', mobile, 25_900, '2026-11-01T12:00:00+08:00')],
      refunds: [],
    });
    const { client, home } = await http.join('gunan', mobile);
    expect(home.member).toMatchObject({ pointsAvailable: 259, mobileMasked: '139****1234' });
    const history = must(await client.pointsHistory({ query: {} }));
    expect(
      history.items.map((item) => [item.kind, item.points, item.reason.orderId, item.reason.store]),
    ).toEqual([['earn', 259, 'POS-1', 'sh-jingan']]);
    // The session opened before the merge goes on as the customer who was kept.
    expect(must(await client.memberHome()).member?.pointsAvailable).toBe(259);
  });

  it('welcomes a member exactly once, however often the worker runs', async () => {
    const { client } = await http.join('welcomed');
    expect(must(await client.inbox({ query: {} })).items).toHaveLength(0);
    for (let round = 0; round < 3; round += 1) {
      await http.work();
      http.clock.pass(1_000);
    }
    const { items } = must(await client.inbox({ query: {} }));
    expect(items.map((item) => [item.template, item.title.zh])).toEqual([['welcome', '欢迎加入屿见 ISLET']]);
    expect(must(await client.memberHome()).unreadMessages).toBe(1);
  }, 20_000);

  it('keeps the first time a message was read, and shows nobody else’s messages', async () => {
    const { client } = await http.join('reader');
    await http.work();
    const [message] = must(await client.inbox({ query: {} })).items;
    const messageId = message?.id ?? '';
    const first = must(await client.readMessage({ params: { messageId } }));
    http.clock.pass(5_000);
    expect(must(await client.readMessage({ params: { messageId } }))).toEqual(first);
    const { client: other } = await http.join('stranger');
    expect(await other.readMessage({ params: { messageId } })).toMatchObject({ code: 'MESSAGE_UNKNOWN' });
  });

  it('adds a row for each choice and lets the newest count', async () => {
    const { client } = await http.join('chooser');
    const marketing = allConsents().find((consent) => consent.purpose === 'marketing');
    if (!marketing) throw new Error('There is no marketing consent');
    const data = must(await client.chooseConsent({ body: { ...marketing, granted: false } }));
    expect(data.consents.find((consent) => consent.purpose === 'marketing')).toMatchObject({
      granted: false,
    });
    const membership = allConsents().find((consent) => consent.purpose === 'membership');
    if (!membership) throw new Error('There is no membership consent');
    expect(await client.chooseConsent({ body: { ...membership, granted: false } })).toMatchObject({
      code: 'CONSENT_REQUIRED',
    });
  });

  it('destroys a person on request: the session ends, nothing names them, and the number may join anew as a stranger', async () => {
    const mobile = '13900005678';
    const { client } = await http.join('leaver', mobile);
    must(await client.eraseMe({ body: { confirm: 'ERASE' } }));
    expect(await client.memberHome()).toMatchObject({ code: 'SESSION_REVOKED' });
    const { client: anew, home } = await http.join('leaver', mobile);
    expect(home.member).toMatchObject({ pointsAvailable: 0 });
    expect(must(await anew.myData()).held.orders).toBe(0);
  });

  it.each([
    ['without a body', {}],
    ['without the word', { body: {} }],
    ['with another word', { body: { confirm: 'erase' } }],
    ['with more than the word', { body: { confirm: 'ERASE', of: 'somebody' } }],
  ])('destroys nothing %s that confirms it', async (how, input) => {
    const { client } = await http.join(`hesitant${how.length}`);
    expect(await client.eraseMe(input as never)).toMatchObject({ code: 'INPUT_INVALID' });
    expect(must(await client.memberHome()).member).toBeTruthy();
  });

  it('exports what is held, without any identifier in full', async () => {
    const { client } = await http.join('exporter', '13900009999');
    const document = JSON.stringify(must(await client.exportMyData()));
    expect(document).toContain('139****9999');
    expect(document).not.toContain('13900009999');
  });
});
