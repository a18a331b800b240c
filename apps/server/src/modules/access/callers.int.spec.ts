import { createClient, type Client } from '@liuliang/contract/client';
import { AppModule } from '../../app.module';
import { schema } from '../../areas';
import { ANY_NODE } from '../../platform/env';
import { createHttpApp } from '../../platform/http';
import { KEPT_MS } from '../../platform/kept';
import { openPlatform, type Platform } from '../../platform/platform';
import { openGuide } from '../../testing/guide';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { StaffService } from '../guides';
import { ErasureService, MergesService } from '../members';

type Door = (accessToken: string) => Client;

/** What one process changes about a caller another one answers by for five seconds at most (INV-31). */
describe('who is calling', () => {
  let http: TestHttp;
  let elsewhere: Platform;
  let other: Door;
  let close: () => Promise<void>;

  beforeAll(async () => {
    http = await openTestHttp();
    const env = { ...http.platform.env, NODE_ID: ANY_NODE };
    elsewhere = await openPlatform(env, schema, { clock: http.clock, log: http.platform.log });
    const app = await createHttpApp(AppModule.of(elsewhere), elsewhere);
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    other = (accessToken) =>
      createClient(async ({ method, path, body }) => {
        const answer = await fetch(`${url}/api/v1${path}`, {
          method,
          headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
          ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
        });
        return { status: answer.status, body: await answer.json() };
      });
    close = async () => {
      await app.close();
      await elsewhere.db.close();
    };
  });
  afterAll(async () => {
    await close();
    await http.close();
  });

  const idOf = (publicId: string): number => http.platform.publicIds.decode('cus', publicId) ?? 0;

  /** A member who has just been answered by both processes. */
  async function known(person: string) {
    await http.join(person);
    const session = await http.signIn(person);
    const there = other(session.accessToken);
    must(await session.client.memberHome());
    must(await there.memberHome());
    return { ...session, there, id: idOf(session.customerId) };
  }

  /** Asked at once here, and there in the last instant of the five seconds and after them. */
  async function ends(
    here: () => Promise<unknown>,
    there: () => Promise<unknown>,
    as: object,
  ): Promise<void> {
    expect(await here()).toMatchObject(as);
    http.clock.pass(KEPT_MS - 1);
    expect(await there()).toMatchObject({ ok: true });
    http.clock.pass(1);
    expect(await there()).toMatchObject(as);
  }

  it('is nobody any more once the session is revoked', async () => {
    const { client, there, refreshToken } = await known('ann');
    must(await client.signOut({ body: { refreshToken } }));
    const gone = { ok: false, code: 'SESSION_REVOKED' };
    await ends(
      () => client.memberHome(),
      () => there.memberHome(),
      gone,
    );
  });

  it('is nobody any more once the person is erased', async () => {
    const { client, there, id } = await known('bob');
    await http.get(ErasureService).erase(http.brand, id);
    const gone = { ok: false, code: 'SESSION_REVOKED' };
    await ends(
      () => client.memberHome(),
      () => there.memberHome(),
      gone,
    );
  });

  it('is no guide any more after leaving', async () => {
    const guide = await openGuide(http);
    const session = await http.signIn('guide');
    const there = other(session.accessToken);
    const { guideId } = must(await guide.guideHome()).guide;
    must(await there.guideHome());
    const by = { brandId: http.brand.id, operatorId: 0 };
    const id = http.platform.publicIds.decode('gde', guideId) ?? 0;
    expect(await http.get(StaffService).leave(by, id, null)).toMatchObject({ ok: true });
    const ask = (client: Client) => () => client.scanMemberCode({ body: { code: '00000000' } });
    const required = { ok: false, code: 'GUIDE_REQUIRED' };
    // What shows the role itself asks for it.
    expect(await there.guideHome()).toMatchObject(required);
    expect(await ask(session.client)()).toMatchObject(required);
    http.clock.pass(KEPT_MS - 1);
    expect(await ask(there)()).toMatchObject({ ok: false, code: 'CODE_UNKNOWN' });
    http.clock.pass(1);
    expect(await ask(there)()).toMatchObject(required);
  });

  it('is the kept customer after a merge', async () => {
    const old = await known('cat');
    http.clock.pass(1);
    const young = await known('dan');
    const proof = { kind: 'mobile', value: '+8613900009999', isVerified: true } as const;
    const merged = await http.platform.db.run('test.merge', (tx) =>
      http.get(MergesService).merge(tx, http.brand, young.id, old.id, proof),
    );
    expect(merged).toMatchObject({ outcome: 'merged', keptId: old.id });
    // A screen that finds nobody under the id looks whom it stands for.
    expect(await young.there.myTier()).toMatchObject({ ok: true });
    await ends(
      () => young.client.memberHome(),
      () => young.there.memberHome(),
      { value: { member: { customerId: old.customerId } } },
    );
  });

  it('is a member in the other process as soon as five seconds after joining', async () => {
    const { client, accessToken } = await http.signIn('eve');
    expect(await other(accessToken).myTier()).toMatchObject({ ok: false, code: 'MEMBER_REQUIRED' });
    const { client: joined } = await http.join('eve');
    must(await client.myTier());
    must(await joined.myTier());
    http.clock.pass(KEPT_MS);
    must(await other(accessToken).myTier());
  });

  it('is asked by the clock of the token, however short ago they were known', async () => {
    const { client, there } = await known('fay');
    http.clock.pass(15 * 60_000 - 1);
    must(await client.memberHome());
    http.clock.pass(6_000);
    const over = { ok: false, code: 'SESSION_EXPIRED' };
    expect(await client.memberHome()).toMatchObject(over);
    expect(await there.memberHome()).toMatchObject(over);
  });
});
