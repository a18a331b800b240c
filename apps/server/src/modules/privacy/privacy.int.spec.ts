import type { Client } from '@liuliang/contract/client';
import { firstPolicy, policyParts, type PrivacyPolicy } from '@liuliang/domain';
import { allConsents } from '../../testing/doors';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';

const HOUR_MS = 3_600_000;

let http: TestHttp;
let operations: Client;

beforeAll(async () => {
  http = await openTestHttp();
});
beforeEach(async () => {
  operations = await http.operator('operations');
});
afterAll(() => http.close());

/** A whole policy that says who is meant. */
function saying(words: string): PrivacyPolicy {
  const text = Object.fromEntries(
    policyParts.map((part) => [part, `${words} ${part}`]),
  ) as PrivacyPolicy['zh'];
  return { zh: text, en: text };
}

async function publish(content: PrivacyPolicy, startsAtMs: number | null = null): Promise<number> {
  const saved = must(await operations.savePrivacyDraft({ body: { content, note: '', seenChangedAtMs: 0 } }));
  const seenChangedAtMs = saved.changedAtMs;
  const body = { seenChangedAtMs, startsAtMs, confirm: 'PUBLISH' as const };
  const { version } = must(await operations.publishPrivacyDraft({ body }));
  http.clock.pass(1);
  return version;
}

const asked = (home: { consentTexts: readonly { purpose: string; version: string }[] }): string =>
  home.consentTexts.find(({ purpose }) => purpose === 'membership')?.version ?? '';

describe('the privacy policy of a brand', () => {
  it('is there from the beginning, with blanks that keep it from being published as it is', async () => {
    const { client } = await http.signIn('ann');
    const held = must(await client.privacyPolicy());
    expect(held).toEqual({
      brand: http.brand.name,
      version: 1,
      sinceMs: null,
      policy: firstPolicy(http.brand.name),
    });
    const content = firstPolicy(http.brand.name);
    const saved = must(
      await operations.savePrivacyDraft({ body: { content, note: '', seenChangedAtMs: 0 } }),
    );
    expect(saved.faults.map(({ path, fault }) => `${path} ${fault}`)).toEqual([
      ...['zh.operator blank', 'zh.contact blank', 'en.operator blank', 'en.contact blank'],
    ]);
    const seen = { seenChangedAtMs: saved.changedAtMs };
    const body = { ...seen, startsAtMs: null, confirm: 'PUBLISH' as const };
    expect(await operations.publishPrivacyDraft({ body })).toMatchObject({ code: 'DOCUMENT_INVALID' });
    must(await operations.discardPrivacyDraft({ query: seen }));
  });

  it('is written by operators whose role may', async () => {
    const analyst = await http.operator('analyst');
    const body = { content: saying('no'), note: '', seenChangedAtMs: 0 };
    expect(await analyst.savePrivacyDraft({ body })).toMatchObject({ code: 'FORBIDDEN' });
    expect(must(await analyst.privacyPolicies()).items).toHaveLength(1);
  });

  it('of a new version is read at once, and agreed to by who joins from then on', async () => {
    const before = must(await (await http.signIn('bea')).client.memberHome());
    const version = await publish(saying('second'));
    const { client } = await http.signIn('bea');
    expect(must(await client.privacyPolicy())).toMatchObject({
      version,
      policy: { zh: { children: 'second children' } },
    });
    const old = { consents: allConsents() };
    expect(asked(before)).toBe(old.consents[0]?.version);
    expect(await client.join({ body: old })).toMatchObject({ code: 'CONSENT_OUTDATED' });
    const home = must(await client.memberHome());
    expect(asked(home)).not.toBe(asked(before));
    const consents = home.consentTexts.map(({ purpose, version: of }) => ({
      purpose,
      version: of,
      granted: true,
    }));
    expect(must(await client.join({ body: { consents } }))).toMatchObject({
      isMember: true,
      mustAgreeAgain: false,
    });
  });

  it('is asked of members again when another one holds, once, and hinders nothing meanwhile', async () => {
    const join = async (key: string): Promise<Client> => {
      const { client } = await http.signIn(key);
      const { consentTexts } = must(await client.memberHome());
      const consents = consentTexts.map(({ purpose, version }) => ({ purpose, version, granted: true }));
      must(await client.join({ body: { consents } }));
      return client;
    };
    const client = await join('cat');
    const homeNow = async () => must(await client.memberHome());
    expect((await homeNow()).mustAgreeAgain).toBe(false);
    await publish(saying('third'), http.clock.nowMs() + HOUR_MS);
    expect((await homeNow()).mustAgreeAgain).toBe(false);
    http.clock.pass(HOUR_MS);
    const { client: later } = await http.signIn('cat');
    const changed = must(await later.memberHome());
    expect(changed.mustAgreeAgain).toBe(true);
    must(await later.memberCode());
    const choice = { purpose: 'membership' as const, granted: true };
    const stale = { ...choice, version: 'long-gone' };
    expect(await later.chooseConsent({ body: stale })).toMatchObject({ code: 'CONSENT_OUTDATED' });
    must(await later.chooseConsent({ body: { ...choice, version: asked(changed) } }));
    expect(must(await later.memberHome()).mustAgreeAgain).toBe(false);
    const { consents } = must(await later.myData());
    expect(consents.find(({ purpose }) => purpose === 'membership')?.version).toBe(asked(changed));
  });

  it('of one brand is no other’s', async () => {
    const { items } = must(await operations.privacyPolicies());
    expect(items.length).toBeGreaterThan(1);
    const versions = await http.platform.db.read((reader) =>
      reader.query<{ n: number }>(
        "SELECT COUNT(DISTINCT brand_id) AS n FROM document_version WHERE kind = 'privacy'",
      ),
    );
    expect(versions).toEqual([{ n: 1 }]);
  });
});
