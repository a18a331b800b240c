import type { Client, ReplyOf } from '@liuliang/contract/client';
import type { TierScheme } from '@liuliang/domain';
import { mustBring } from '../../testing/doors';
import { orderRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { goldScheme, growthRules } from '../../testing/tier-world';
import { EarningVersions } from '../earning';
import { TiersDueJob } from './jobs';
import { SchemesService } from './schemes.service';

const DAY_MS = 86_400_000;
const MOBILE = '13900000001';

let http: TestHttp;
let owner: Client;
let lin: Client;
let linId: string;

beforeAll(async () => {
  http = await openTestHttp();
  await http.get(SchemesService).document.setFirst(http.brand.id, goldScheme());
  await http.get(EarningVersions).document.setFirst(http.brand.id, growthRules);
  owner = await http.operator('owner');
  const joined = await http.join('lin', MOBILE);
  lin = joined.client;
  linId = joined.home.member?.customerId ?? '';
  await http.work();
});
afterAll(() => http.close());

let orders = 0;
/** Growth as orders bring it. */
async function earn(growth: number): Promise<void> {
  const paid = { identity_kind: 'mobile', paid_at: new Date(http.clock.nowMs()).toISOString() };
  const row = orderRow(`O${(orders += 1)}`, MOBILE, { ...paid, amount_fen: growth * 100 });
  await mustBring(http, http.brand, { orders: [row] });
}

/** Moves the clock; sessions of before are over then. */
async function goTo(atMs: number): Promise<void> {
  http.clock.set(atMs);
  const account = { login: 'owner@test', password: 'a-long-enough-password' };
  owner = http.client(must(await http.client().signInOperator({ body: account })).accessToken);
  lin = (await http.signIn('lin')).client;
}

const mine = async (): Promise<ReplyOf<'myTier'>> => must(await lin.myTier());

describe('the member’s own screen', () => {
  it('tells the level, what is missing, and why it changed', async () => {
    expect((await mine()).standing).toMatchObject({
      level: 1,
      next: { level: 2, missing: 1_000 },
      keep: null,
    });
    await earn(4_620);
    const { standing, ladder, changes } = await mine();
    expect(standing).toMatchObject({
      ...{ level: 2, figure: 4_620, name: { zh: '银卡' }, risk: null, pass: null },
      next: { level: 3, missing: 380, threshold: 5_000 },
      // What gave the level leaves the window before the review, so that none of it counts there; nothing is due yet.
      keep: { needed: 1_000, missing: 1_000, isDue: false },
    });
    expect(ladder.map(({ threshold }) => threshold)).toEqual([0, 1_000, 5_000, 20_000]);
    expect(changes.map(({ reason, toLevel }) => `${reason} ${toLevel}`)).toEqual(['upgrade 2', 'joined 1']);
  });

  it('says since when counts what the review looks at', async () => {
    const { reviewAtMs = 0, windowStartsAtMs = 0 } = (await mine()).standing.keep ?? {};
    // A year of whole days up to the review: what was on its first day a year ago has left.
    expect(reviewAtMs - windowStartsAtMs).toBe(364 * DAY_MS);
  });

  it('is for members', async () => {
    const { client } = await http.signIn('guest');
    expect(await client.myTier()).toMatchObject({ ok: false, code: 'MEMBER_REQUIRED' });
  });
});

describe('passes', () => {
  const terms = { kind: 'trial' as const, level: 4, days: 7 };
  const params = {
    get customerId() {
      return linId;
    },
  };

  it('raise the level for whole local days, once per key, and end by themselves', async () => {
    const body = { passKey: 'trial-1', ...terms };
    const pass = must(await owner.grantTierPass({ params, body }));
    expect(must(await owner.grantTierPass({ params, body }))).toEqual(pass);
    expect(await owner.grantTierPass({ params, body: { ...body, level: 3 } })).toMatchObject({
      code: 'TIER_PASS_KEY_REUSED',
    });
    expect((await mine()).standing).toMatchObject({
      level: 4,
      earnedLevel: 2,
      pass: { kind: 'trial', level: 4 },
    });
    const more = must(
      await owner.grantTierPass({ params, body: { passKey: 'trial-2', ...terms, extends: true } }),
    );
    expect(more.startsAtMs).toBe(pass.endsAtMs);
    expect(
      must(await owner.cancelTierPass({ params: { passId: more.passId }, body: { reason: '误发' } })),
    ).toMatchObject({
      isActive: false,
    });
    await goTo(pass.endsAtMs - 1);
    expect((await mine()).standing.level).toBe(4);
    await goTo(pass.endsAtMs);
    expect((await mine()).standing.level).toBe(2);
    expect(
      await owner.cancelTierPass({ params: { passId: pass.passId }, body: { reason: '误发' } }),
    ).toMatchObject({
      code: 'TIER_PASS_ENDED',
    });
  });

  it('are refused for levels that are not there and for persons who are no members', async () => {
    expect(await owner.grantTierPass({ params, body: { passKey: 'x', ...terms, level: 5 } })).toMatchObject({
      code: 'TIER_LEVEL_UNKNOWN',
    });
    const { customerId } = await http.signIn('guest');
    expect(
      await owner.grantTierPass({ params: { customerId }, body: { passKey: 'y', ...terms } }),
    ).toMatchObject({
      code: 'CUSTOMER_NOT_MEMBER',
    });
    expect(await owner.customerTier({ params: { customerId } })).toMatchObject({ value: { standing: null } });
  });
});

describe('schemes', () => {
  /** A scheme as a screen sends it. */
  const sent = (change: Partial<TierScheme> = {}) =>
    structuredClone(goldScheme(change)) as ReplyOf<'tierScheme'>['content'];
  const publish = { startsAtMs: null, confirm: 'PUBLISH' } as const;

  it('are drafted, tried on real members, published as they were seen, and never change afterwards', async () => {
    const content = sent({ levels: goldScheme().levels.map((one, i) => ({ ...one, threshold: i * 500 })) });
    const saved = must(await owner.saveTierDraft({ body: { content, note: '放宽', seenChangedAtMs: 0 } }));
    expect(saved).toMatchObject({ version: 2, state: 'draft', isInForce: false, createdBy: 'owner' });
    const report = must(await owner.backTestTierDraft({ body: {} }));
    expect(report).toMatchObject({ members: 1, judged: 1, up: 1, down: 0, giftMembers: 1, giftPoints: 200 });
    expect(report.moves).toEqual([{ from: 2, to: 4, members: 1 }]);
    const again = { content, note: '再放宽', seenChangedAtMs: saved.changedAtMs };
    const { changedAtMs } = must(await owner.saveTierDraft({ body: again }));
    expect(await owner.saveTierDraft({ body: again })).toMatchObject({ code: 'DOCUMENT_DRAFT_CHANGED' });
    const stale = { ...publish, seenChangedAtMs: saved.changedAtMs };
    expect(await owner.publishTierDraft({ body: stale })).toMatchObject({ code: 'DOCUMENT_DRAFT_CHANGED' });
    const seen = { ...publish, seenChangedAtMs: changedAtMs };
    expect(await owner.publishTierDraft({ body: { ...seen, startsAtMs: 1 } })).toMatchObject({
      code: 'DOCUMENT_START_PAST',
    });
    const startsAtMs = http.clock.nowMs() + DAY_MS;
    must(await owner.publishTierDraft({ body: { ...seen, startsAtMs } }));
    expect((await mine()).standing.level).toBe(2);
    await goTo(startsAtMs);
    expect((await mine()).standing.level).toBe(4);
    await http.get(TiersDueJob).run();
    expect((await mine()).changes[0]).toMatchObject({
      reason: 'upgrade',
      causeKind: 'scheme',
      schemeVersion: 2,
    });
    expect(must(await owner.tierScheme({ params: { version: '1' } }))).toMatchObject({ isInForce: false });
  });

  it('are kept with what is still wrong, which blocks trying and publishing', async () => {
    const content = sent({ levels: [{ ...goldScheme().levels[0]!, name: { zh: '会员', en: '' } }] });
    const saved = must(await owner.saveTierDraft({ body: { content, note: '', seenChangedAtMs: 0 } }));
    const faults = [{ path: 'levels.0.name.en', fault: 'empty' }];
    expect(saved).toMatchObject({ version: 3, faults });
    const invalid = { code: 'DOCUMENT_INVALID', data: { faults } };
    expect(await owner.backTestTierDraft({ body: {} })).toMatchObject(invalid);
    const seen = { seenChangedAtMs: saved.changedAtMs };
    expect(await owner.publishTierDraft({ body: { ...publish, ...seen } })).toMatchObject(invalid);
    expect(must(await owner.discardTierDraft({ query: seen }))).toEqual({ discarded: true });
    expect(await owner.backTestTierDraft({ body: {} })).toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
  });

  it('are refused where they are no schemes at all, and to who may not write them', async () => {
    const body = { content: sent(), note: '', seenChangedAtMs: 0 };
    const nine = sent({
      levels: Array.from({ length: 9 }, (_, i) => ({ ...goldScheme().levels[0]!, threshold: i })),
    });
    expect(await owner.saveTierDraft({ body: { ...body, content: nine } })).toMatchObject({
      code: 'INPUT_INVALID',
    });
    const analyst = await http.operator('analyst');
    expect(await analyst.saveTierDraft({ body })).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('what operators see and do', () => {
  it('counts members by level over time, and shows the level in lists', async () => {
    const query = { from: '2026-11-20', to: '2026-12-05', stepDays: 1 };
    const { levels, points } = must(await owner.tierDistribution({ query }));
    expect(levels.map(({ members }) => members)).toEqual([0, 0, 0, 1]);
    expect(points[0]?.counts).toEqual([0, 0, 0, 0]);
    expect(points[1]?.counts).toEqual([0, 0, 0, 1]);
    expect(points[points.length - 1]?.counts).toEqual([0, 0, 0, 1]);
    const [item] = must(await owner.customers({ body: { member: 'yes' } })).items;
    expect(item?.tier).toMatchObject({ level: 4, name: { zh: '黑卡' } });
    expect(must(await lin.memberHome()).member?.tier).toMatchObject({ level: 4 });
  });

  it('takes a level back for fraud at once, with the reason in the audit log', async () => {
    const params = { customerId: linId };
    expect(await owner.revokeTier({ params, body: { toLevel: 4, reason: '刷单' } })).toMatchObject({
      code: 'TIER_NOT_LOWER',
    });
    const after = must(await owner.revokeTier({ params, body: { toLevel: 1, reason: '刷单' } }));
    expect(after.standing).toMatchObject({ level: 1, figure: 0 });
    expect(after.changes[0]).toMatchObject({
      reason: 'revoked',
      fromLevel: 4,
      toLevel: 1,
      causeKind: 'operator',
    });
    const said = await http.platform.db.read((reader) =>
      reader.query<{ text: string }>(
        "SELECT n.text FROM audit_log a JOIN audit_note n ON n.id = a.id WHERE a.action = 'tiers.revoked'",
      ),
    );
    expect(said.map(({ text }) => text)).toEqual(['刷单']);
    const { items } = must(await owner.operatorActions({ query: { limit: 50 } }));
    const handled = ['tiers.pass_granted', 'tiers.pass_cancelled', 'tiers.revoked'].map((action) => [
      ...new Set(items.filter((one) => one.action === action).map(({ subject }) => subject)),
    ]);
    expect(handled).toEqual([[linId], [linId], [linId]]);
    await earn(600);
    expect((await mine()).standing).toMatchObject({ level: 2, figure: 600 });
  });
});
