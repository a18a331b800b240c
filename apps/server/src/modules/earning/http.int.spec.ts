import type { Client, ReplyOf } from '@liuliang/contract/client';
import { orderRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { dualRules } from '../../testing/earning-world';
import { Jobs } from '../../platform/jobs';
import { IngestService } from '../imports';

describe('earning over HTTP', () => {
  let http: TestHttp;
  let owner: Client;

  beforeAll(async () => {
    http = await openTestHttp();
    owner = await http.operator('owner');
  });
  afterAll(() => http.close());

  const order = {
    ...{ amountFen: 10_000, paidAtMs: 1_795_000_000_000, channel: 'pos', store: null, hasGuide: true },
    ...{ tierLevel: 0, layer: 'none', isBirthday: false, pointsToday: 0, lines: [] },
  };
  /** Rules as a screen sends them. */
  const sent = JSON.parse(JSON.stringify(dualRules())) as ReplyOf<'earningVersion'>['content'];

  it('lets an operator write, try and publish rules, and members read them', async () => {
    const tried = must(await owner.tryEarning({ body: { of: { content: sent }, order } }));
    expect(tried).toMatchObject({
      points: 100,
      growth: 100,
      guidePoints: 50,
      lines: [{ line: 0, percent: 100 }],
    });
    const draft = must(
      await owner.saveEarningDraft({ body: { seenChangedAtMs: 0, content: sent, note: 'autumn' } }),
    );
    expect(draft).toMatchObject({ version: 2, state: 'draft', faults: [] });
    const publish = { startsAtMs: null, confirm: 'PUBLISH' } as const;
    const unseen = await owner.publishEarningDraft({ body: { ...publish, seenChangedAtMs: 1 } });
    expect(unseen).toMatchObject({ ok: false, code: 'DOCUMENT_DRAFT_CHANGED' });
    const published = must(
      await owner.publishEarningDraft({ body: { ...publish, seenChangedAtMs: draft.changedAtMs } }),
    );
    expect(published).toMatchObject({ version: 2, state: 'published', isInForce: true });
    expect(must(await owner.earningVersions()).items.map(({ version }) => version)).toEqual([2, 1]);
    const { client } = await http.join('ann');
    expect(must(await client.earningInWords())).toMatchObject({
      ruleVersion: 2,
      words: expect.arrayContaining([{ zh: '每消费 ¥1 得 1 积分', en: '1 point for every ¥1 spent' }]),
    });
  });

  it('runs a back-test in the background', async () => {
    http.clock.pass(1_000);
    const paid_at = new Date(http.clock.nowMs()).toISOString();
    await http.get(IngestService).ingest(http.brand, {
      events: [],
      orders: [orderRow('B1', 'somebody', { paid_at })],
      refunds: [],
    });
    const range = { fromDay: '2026-11-01', toDay: '2026-11-30' };
    const started = must(await owner.startBackTest({ body: { of: { version: 2 }, ...range } }));
    expect(started).toMatchObject({ state: 'running', result: null, progress: { orders: 1 } });
    await http.get(Jobs).runNow('earning.backTest');
    const done = must(await owner.backTest({ params: { backTestId: started.backTestId } }));
    expect(done).toMatchObject({
      state: 'done',
      result: { total: { points: 100, postedPoints: 100, guidePoints: 50 } },
    });
    expect(must(await owner.backTests()).items).toHaveLength(1);
  });

  it('keeps a birthday for a member, and nobody else', async () => {
    const { client } = await http.join('ben');
    expect(
      must(await client.setMyBirthday({ body: { calendar: 'lunar', month: 8, day: 15 } })),
    ).toMatchObject({
      birthday: { calendar: 'lunar', month: 8, day: 15 },
    });
    expect(must(await client.myBirthday()).changeableAtMs).toBeGreaterThan(0);
    expect(await client.setMyBirthday({ body: { calendar: 'gregorian', month: 2, day: 30 } })).toMatchObject({
      code: 'BIRTHDAY_INVALID',
    });
    expect(must(await client.exportMyData())).toMatchObject({ birthday: { month: 8 } });
    expect(must(await client.forgetMyBirthday()).birthday).toBeNull();
  });

  it('shows guides, moves customers between them, and lists what looks wrong', async () => {
    const [guide] = must(await owner.guides()).items;
    expect(guide).toMatchObject({ code: 'G1', customers: 0, leftAtMs: null });
    const guideId = guide?.guideId ?? '';
    const { home } = await http.join('cat');
    const customerId = home.member?.customerId ?? '';
    const bound = must(
      await owner.transferCustomer({ params: { customerId }, body: { guideId, reason: 'asked for it' } }),
    );
    expect(bound.items).toMatchObject([{ guideId, reason: 'transfer', endedAtMs: null }]);
    expect(must(await owner.customerGuide({ params: { customerId } })).items).toHaveLength(1);
    expect(must(await owner.rewardFlags({ query: { state: 'open', limit: 20 } })).items).toEqual([]);
    const left = must(
      await owner.guideLeaves({ params: { guideId }, body: { handOverTo: null, confirm: 'LEAVE' } }),
    );
    expect(left).toMatchObject({ customersHandedOver: 1, guide: { customers: 0 } });
    expect(
      await owner.transferCustomer({ params: { customerId }, body: { guideId, reason: 'back again' } }),
    ).toMatchObject({
      code: 'GUIDE_LEFT',
    });
  });

  it('is read by analysts and written by operations alone', async () => {
    const analyst = await http.operator('analyst');
    expect((await analyst.earningVersions()).ok).toBe(true);
    const saved = await analyst.saveEarningDraft({ body: { seenChangedAtMs: 0, content: sent, note: '' } });
    expect(saved).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  });
});
