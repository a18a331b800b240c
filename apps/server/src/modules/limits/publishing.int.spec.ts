import type { Client, ReplyOf } from '@liuliang/contract/client';
import { LIMIT_PAUSE_MS } from '@liuliang/domain';
import { Jobs } from '../../platform/jobs';
import { dualRules } from '../../testing/earning-world';
import { Colleagues } from '../../testing/colleagues';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';

let http: TestHttp;
let colleagues: Colleagues;
beforeAll(async () => {
  http = await openTestHttp();
  colleagues = new Colleagues(http);
  await colleagues.hire('ada', 'owner');
});
afterAll(() => http.close());
beforeEach(() => http.clock.pass(1_000));

const as = (login: string): Promise<Client> => colleagues.as(login);
const set = (client: Client, earningAlone: number, tiersAlone = 1) =>
  client.changePublishingSettings({ body: { earningAlone, tiersAlone } });
/** Rules as a screen sends them. */
const content = JSON.parse(JSON.stringify(dualRules())) as ReplyOf<'earningVersion'>['content'];
const draft = async (client: Client, seenChangedAtMs = 0) =>
  must(await client.saveEarningDraft({ body: { seenChangedAtMs, content, note: 'autumn' } }));
const publish = (client: Client, seenChangedAtMs: number, startsAtMs: number | null = null) =>
  client.publishEarningDraft({ body: { seenChangedAtMs, startsAtMs, confirm: 'PUBLISH' } });
const approve = (client: Client, version: number, seenAskedAtMs: number) =>
  client.approveEarningVersion({
    params: { version: String(version) },
    body: { seenAskedAtMs, confirm: 'PUBLISH' },
  });
const logged = async (): Promise<string[]> =>
  http.platform.db.read(async (reader) =>
    (
      await reader.query<{ action: string; subject: string }>(
        "SELECT action, subject FROM audit_log WHERE action LIKE 'earning.p%' ORDER BY sequence",
      )
    ).map(({ action, subject }) => `${action} ${subject}`),
  );

describe('publishing by two people', () => {
  it('is not asked for where nobody else could approve', async () => {
    expect(await set(await as('ada'), 0)).toMatchObject({ code: 'PUBLISHING_SECOND_MISSING' });
    expect(must(await (await as('ada')).earningVersions()).needsSecond).toBe(false);
  });

  it('keeps what was asked for a draft until somebody else approves it, once', async () => {
    await colleagues.hire('bob', 'owner');
    await colleagues.hire('aud', 'auditor');
    const [ada, bob, aud] = [await as('ada'), await as('bob'), await as('aud')];
    expect(must(await set(ada, 0))).toEqual({ earningAlone: 0, tiersAlone: 1 });
    expect(must(await ada.earningVersions()).needsSecond).toBe(true);
    expect(must(await ada.tierSchemes()).needsSecond).toBe(false);

    const { version, changedAtMs } = await draft(ada);
    const asked = must(await publish(ada, changedAtMs));
    expect(asked).toMatchObject({ state: 'draft', asked: { by: 'ada', startsAtMs: null, isMine: true } });
    // The answer was lost: the same again is the same request.
    expect(must(await publish(ada, changedAtMs)).asked).toEqual(asked.asked);
    const atMs = asked.asked?.atMs ?? 0;
    expect(must(await bob.earningVersions()).items[0]).toMatchObject({ asked: { by: 'ada', isMine: false } });
    expect(await publish(bob, changedAtMs)).toMatchObject({ code: 'DOCUMENT_ASKED' });
    expect(await approve(ada, version, atMs)).toMatchObject({ code: 'DOCUMENT_SECOND_PERSON' });
    expect(await approve(aud, version, atMs)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await approve(bob, version, atMs + 1)).toMatchObject({ code: 'DOCUMENT_DRAFT_CHANGED' });

    const answers = await Promise.all(Array.from({ length: 8 }, () => approve(bob, version, atMs)));
    expect(new Set(answers.map((one) => JSON.stringify(must(one)))).size).toBe(1);
    expect(must(answers[0]!)).toMatchObject({
      ...{ version, state: 'published', isInForce: true, asked: null },
      ...{ publishedBy: 'ada', approvedBy: 'bob' },
    });
    expect(await logged()).toEqual(['earning.publishing_asked v2', 'earning.published v2']);
  });

  it('is asked for anew once the draft is another one, or was taken back', async () => {
    const [ada, bob] = [await as('ada'), await as('bob')];
    const first = await draft(ada);
    const asked = must(await publish(ada, first.changedAtMs)).asked;
    const second = await draft(bob, first.changedAtMs);
    expect(second.asked).toBeNull();
    expect(await approve(bob, first.version, asked?.atMs ?? 0)).toMatchObject({ code: 'DOCUMENT_NOT_ASKED' });
    const again = must(await publish(bob, second.changedAtMs)).asked;
    expect(again?.atMs).toBeGreaterThan(asked?.atMs ?? 0);
    const params = { version: String(first.version) };
    expect(must(await ada.withdrawEarningDraft({ params, body: {} })).asked).toBeNull();
    expect(must(await ada.withdrawEarningDraft({ params, body: {} })).state).toBe('draft');
    expect(await approve(ada, first.version, again?.atMs ?? 0)).toMatchObject({ code: 'DOCUMENT_NOT_ASKED' });
  });

  it('does not begin in the past because the second person was late', async () => {
    const [ada, bob] = [await as('ada'), await as('bob')];
    const [known] = must(await ada.earningVersions()).items;
    const startsAtMs = http.clock.nowMs() + 60_000;
    const asked = must(await publish(ada, known?.changedAtMs ?? 0, startsAtMs)).asked;
    http.clock.pass(60_001);
    expect(await approve(bob, known?.version ?? 0, asked?.atMs ?? 0)).toMatchObject({
      code: 'DOCUMENT_START_PAST',
    });
  });

  it('is given up like every two-person limit: a second owner agrees, and a day passes', async () => {
    let [ada, bob] = [await as('ada'), await as('bob')];
    expect(must(await set(ada, 1))).toEqual({ earningAlone: 0, tiersAlone: 1 });
    const [change] = must(await bob.limitChanges()).items;
    expect(change).toMatchObject({ limit: 'publishing.earningAlone', from: 0, to: 1, state: 'waiting' });
    const params = { limitChangeId: change?.limitChangeId ?? '' };
    must(await bob.approveLimitChange({ params, body: { confirm: 'APPROVE' } }));
    http.clock.pass(LIMIT_PAUSE_MS);
    await http.get(Jobs).runNow('limits.take');
    [ada, bob] = [await as('ada'), await as('bob')];
    expect(must(await ada.publishingSettings()).earningAlone).toBe(1);
    const [known] = must(await bob.earningVersions()).items;
    expect(must(await publish(bob, known?.changedAtMs ?? 0))).toMatchObject({ state: 'published' });
  });
});
