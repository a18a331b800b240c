import type { Client } from '@liuliang/contract/client';
import { DAY_MS, dayOf, type Identity } from '@liuliang/domain';
import { publishRules } from '../../testing/doors';
import { BASE_RULES } from '../../testing/earning-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { AuditService } from '../ledger-audit';
import { CustomersService, MergesService } from '../members';

const HOUR_MS = 3_600_000;
const SHARED = 'shared';

describe('what a member’s device reports', () => {
  let http: TestHttp;
  let made = 0;

  beforeAll(async () => {
    http = await openTestHttp();
    const events = [{ type: SHARED, points: 10, growth: 1, timesPerDay: 1, pointsPerDay: null }];
    await publishRules(http, http.brand, { ...BASE_RULES, events }, null);
    http.clock.pass(1);
  });
  afterEach(async () => {
    const { checks } = await http.get(AuditService).run(http.brand.id);
    expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
  });
  afterAll(() => http.close());

  const member = () => http.join(`person${(made += 1)}`);
  const tell = async (client: Client, events: readonly { eventId: string; occurredAtMs: number }[]) =>
    must(
      await client.trackMyEvents({ body: { events: events.map((event) => ({ ...event, type: SHARED })) } }),
    );
  const available = async (client: Client) => must(await client.pointsOverview()).available;
  const nowMs = () => http.clock.nowMs();

  it('earns one day’s worth, however many days fifty events claim', async () => {
    const { client } = await member();
    const claimed = Array.from({ length: 50 }, (_, i) => ({
      eventId: `e${i}`,
      occurredAtMs: nowMs() - i * DAY_MS,
    }));
    const { accepted, rejected, faults } = await tell(client, claimed);
    expect({ accepted, rejected }).toEqual({ accepted: 2, rejected: 48 });
    expect(faults[0]).toEqual({ index: 2, code: 'EVENT_TOO_OLD', field: 'eventId' });
    expect(await available(client)).toBe(10);
  });

  it('counts by the day of receipt, the device’s own word kept beside it', async () => {
    // A minute after midnight in Shanghai: what waited without network happened the day before.
    const day = dayOf(nowMs(), http.brand.timeZone) + 1;
    http.clock.pass(day * DAY_MS - 8 * HOUR_MS + 60_000 - nowMs());
    const { client } = await member();
    const yesterday = nowMs() - HOUR_MS;
    await tell(client, [{ eventId: 'late', occurredAtMs: yesterday }]);
    await tell(client, [{ eventId: 'now', occurredAtMs: nowMs() }]);
    expect(await available(client)).toBe(10);
    const sql =
      'SELECT occurred_at_ms AS at, told_at_ms AS told FROM event WHERE type = ? ORDER BY id DESC LIMIT 2';
    const rows = await http.platform.db.read((reader) => reader.query(sql, [SHARED]));
    expect(rows).toEqual([
      { at: nowMs(), told: nowMs() },
      { at: nowMs(), told: yesterday },
    ]);
  });

  it('is accepted at the age of 24 hours and refused a millisecond later, the rest of the call kept', async () => {
    const { client } = await member();
    const { accepted, faults } = await tell(client, [
      { eventId: 'too old', occurredAtMs: nowMs() - DAY_MS - 1 },
      { eventId: 'old', occurredAtMs: nowMs() - DAY_MS },
      { eventId: 'new', occurredAtMs: nowMs() },
    ]);
    expect(accepted).toBe(2);
    expect(faults.map(({ index, code }) => [index, code])).toEqual([[0, 'EVENT_TOO_OLD']]);
  });

  it('is the same event when a device without an answer sends it again, days later', async () => {
    const { client } = await member();
    const event = { eventId: 'once', occurredAtMs: nowMs() };
    await tell(client, [event]);
    http.clock.pass(3 * DAY_MS);
    // Sessions end; the device signs in again.
    const again = (await http.signIn(`person${made}`)).client;
    expect(await tell(again, [event])).toMatchObject({ accepted: 0, duplicate: 1, rejected: 0 });
    const other = { ...event, occurredAtMs: event.occurredAtMs + 1 };
    expect((await tell(again, [other])).faults).toMatchObject([{ code: 'EVENT_CONFLICT' }]);
    expect(await available(again)).toBe(10);
  });

  it('is the same event after its member became part of an older card', async () => {
    const proof: Identity = { kind: 'mobile', value: '+8613900000001' };
    const keptId = await http.platform.db.run('test.card', async (tx) => {
      const found = await http.get(CustomersService).identify(tx, http.brand, [proof], nowMs());
      return [...found.values()][0] as number;
    });
    http.clock.pass(1);
    const { client, home } = await member();
    const event = { eventId: 'before', occurredAtMs: nowMs() };
    await tell(client, [event]);
    const id = http.platform.publicIds.decode('cus', home.member?.customerId ?? '') ?? 0;
    await http.platform.db.run('test.merge', (tx) =>
      http.get(MergesService).merge(tx, http.brand, id, keptId, { ...proof, isVerified: true }),
    );
    http.clock.pass(60_000);
    expect(await tell(client, [event])).toMatchObject({ accepted: 0, duplicate: 1 });
    expect(await available(client)).toBe(10);
    expect(await tell(client, [{ eventId: 'after', occurredAtMs: nowMs() }])).toMatchObject({ accepted: 1 });
  });
});
