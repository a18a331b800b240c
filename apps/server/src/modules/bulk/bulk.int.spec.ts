import type { Client } from '@liuliang/contract/client';
import { Jobs } from '../../platform/jobs';
import { Colleagues } from '../../testing/colleagues';
import { mustBring, ordersOf } from '../../testing/doors';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { BrandsService } from '../brands';
import { GuideRolesService } from '../guides';
import { AuditService } from '../ledger-audit';
import { bulkActs } from './entities';

const BUYERS = 620;
const mobile = (n: number): string => `139${String(n).padStart(8, '0')}`;

let http: TestHttp;
let colleagues: Colleagues;
let [owner, second]: Client[] = [];
let guides: string[];

const work = () => http.get(Jobs).runNow('bulk.run');
const at = (actId: string) => ({ params: { actId } });
const act = async (actId: string) => must(await asked().bulkAct(at(actId)));
const asked = (): Client => owner as Client;
const other = (): Client => second as Client;
let keys = 0;
const bind = (guide: number, people: object) => ({
  body: {
    key: `k${(keys += 1)}`,
    deed: { kind: 'bind' as const, guideId: guides[guide] ?? '', reason: 'new store' },
    people: people as { filters: object },
  },
});
const adjust = (points: number, people: object) => ({
  body: {
    key: `k${(keys += 1)}`,
    deed: { kind: 'adjust' as const, asset: 'points' as const, points, reason: 'sorry for the delay' },
    people: people as { filters: object },
  },
});
/** Those who spent the least, as many as are wanted. */
const cheapest = (count: number) => ({ filters: { spentToFen: 1_000 + count - 1 } });
const prepared = async (request: ReturnType<typeof bind> | ReturnType<typeof adjust>) => {
  const { actId } = must(await asked().prepareBulk(request as ReturnType<typeof bind>));
  await work();
  return act(actId);
};
const confirmed = async ({ actId, counts }: { actId: string; counts: { planned: number } }) => {
  const answer = must(await asked().confirmBulk({ ...at(actId), body: { people: counts.planned } }));
  await work();
  return answer;
};
/** Acts that need a second person, and whether that may be this one. */
const waitingFor = async (client: Client) =>
  must(await client.bulkActs({ query: { state: 'waiting' } })).items.map(({ actId, may }) => [
    actId,
    may.approve,
  ]);
const boundTo = async (guide: number): Promise<number> =>
  must(await asked().guides()).items.find(({ guideId }) => guideId === guides[guide])?.customers ?? -1;

beforeAll(async () => {
  http = await openTestHttp();
  const brands = http.get(BrandsService);
  await brands.addStores(http.brand.id, [{ code: 'sh', name: '上海静安', kind: 'direct', region: '华东' }]);
  const store = (await http.platform.db.read((reader) => brands.stores(reader, http.brand.id))).get('sh');
  for (const [i, person] of ['mei', 'lan'].entries()) {
    const { home } = await http.join(person, `1380000000${i}`);
    const customerId = http.platform.publicIds.decode('cus', home.member?.customerId ?? '') ?? 0;
    const guide = { code: `G${i}`, storeId: store?.id ?? 0, customerId, name: person };
    await http.get(GuideRolesService).appoint(http.brand.id, guide);
  }
  await mustBring(http, http.brand, { orders: ordersOf('B', BUYERS, mobile) });
  colleagues = new Colleagues(http);
  await colleagues.hire('first', 'owner');
  await colleagues.hire('second', 'owner');
  await colleagues.hire('reader', 'analyst');
  guides = must(await (await colleagues.as('first')).guides()).items.map(({ guideId }) => guideId);
});
beforeEach(async () => {
  [owner, second] = [await colleagues.as('first'), await colleagues.as('second')];
});
afterAll(() => http.close());

describe('customers given to a guide, many at once', () => {
  it('are shown with their number first, then given once each, and given back as they were', async () => {
    await confirmed(await prepared(bind(0, cheapest(5))));
    expect(await boundTo(0)).toBe(5);
    const shown = await prepared(bind(1, { filters: { spentFromFen: 1_000 } }));
    expect(shown).toMatchObject({
      ...{ state: 'ready', needsSecond: false, sum: null, leftOut: [] },
      counts: { planned: BUYERS, leftOut: 0 },
      may: { confirm: true, approve: false, discard: true, undo: false },
    });
    expect(await boundTo(1)).toBe(0);
    await confirmed(shown);
    expect(await act(shown.actId)).toMatchObject({ state: 'done', counts: { done: BUYERS, failed: 0 } });
    expect([await boundTo(0), await boundTo(1)]).toEqual([0, BUYERS]);
    const page = must(await asked().bulkEntries({ ...at(shown.actId), query: { limit: 100 } }));
    expect(new Set(page.items.map(({ state }) => state))).toEqual(new Set(['done']));
    // Somebody is given to another guide meanwhile: what came later stays.
    const customerId = page.items[0]?.customerId ?? '';
    const body = { guideId: guides[0] ?? '', reason: 'asked for it' };
    must(await asked().transferCustomer({ params: { customerId }, body }));
    must(await asked().undoBulk({ ...at(shown.actId), body: {} }));
    await work();
    expect(await act(shown.actId)).toMatchObject({
      state: 'undone',
      counts: { done: 0, undone: BUYERS - 1, kept: 1 },
    });
    expect(await boundTo(1)).toBe(0);
    expect(await boundTo(0)).toBeGreaterThanOrEqual(5);
    const log = must(await asked().operatorActions({ query: { limit: 5 } })).items;
    expect(log.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['bulk.undone', 'bulk.done', 'bulk.confirmed']),
    );
    expect(log.find(({ action }) => action === 'bulk.done')?.detail).toMatchObject({
      kind: 'bind',
      done: BUYERS,
    });
  });

  it('leave out who has that guide already, and say so', async () => {
    const [one] = must(await asked().customers({ body: { spentToFen: 1_000 } })).items;
    const body = { guideId: guides[1] ?? '', reason: 'asked for it' };
    must(await asked().transferCustomer({ params: { customerId: one?.customerId ?? '' }, body }));
    const shown = await prepared(bind(1, cheapest(3)));
    expect(shown).toMatchObject({
      counts: { planned: 2, leftOut: 1 },
      leftOut: [{ reason: 'same_guide', people: 1 }],
    });
    must(await asked().discardBulk({ ...at(shown.actId), body: {} }));
    expect(await asked().confirmBulk({ ...at(shown.actId), body: { people: 2 } })).toMatchObject({
      code: 'BULK_ELSEWHERE',
    });
  });

  it('are those who were chosen, once for a key, and nobody of whom nothing was shown', async () => {
    const chosen = must(await asked().customers({ body: { spentToFen: 1_004 } })).items.slice(0, 3);
    const people = { customerIds: chosen.map(({ customerId }) => customerId) };
    const request = bind(0, people);
    const first = must(await asked().prepareBulk(request));
    expect(must(await asked().prepareBulk(request)).actId).toBe(first.actId);
    const changed = { body: { ...request.body, people: { customerIds: people.customerIds.slice(1) } } };
    expect(await asked().prepareBulk(changed)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    const seen = first.counts.planned + first.counts.leftOut;
    expect(seen).toBe(3);
    expect(await asked().confirmBulk({ ...at(first.actId), body: { people: 99 } })).toMatchObject({
      code: 'BULK_ELSEWHERE',
    });
    must(await asked().discardBulk({ ...at(first.actId), body: {} }));
    const nobody = bind(0, { customerIds: ['cus_0000000000000000000000'] });
    expect(await asked().prepareBulk(nobody)).toMatchObject({ code: 'INPUT_INVALID' });
    const reader = await colleagues.as('reader');
    expect(await reader.bulkAct(at(first.actId))).toMatchObject({ code: 'BULK_UNKNOWN' });
    expect(must(await reader.bulkActs({ query: {} })).items).toEqual([]);
    expect(await reader.prepareBulk(bind(0, people))).toMatchObject({ code: 'FORBIDDEN' });
    const unknown = {
      body: { ...bind(0, people).body, deed: { kind: 'bind' as const, guideId: 'gde_0', reason: 'why' } },
    };
    expect(await asked().prepareBulk(unknown)).toMatchObject({ code: 'GUIDE_UNKNOWN' });
  });
});

describe('points given to many at once', () => {
  const available = async (spentToFen: number) =>
    must(await asked().customers({ body: { spentToFen } })).items.map(
      ({ pointsAvailable }) => pointsAvailable,
    );

  it('are given at once within the limit of the sum, and by slices of a day no further', async () => {
    const before = await available(1_001);
    const shown = await prepared(adjust(300, cheapest(2)));
    expect(shown).toMatchObject({ state: 'ready', sum: 600, needsSecond: false });
    await confirmed(shown);
    expect(await act(shown.actId)).toMatchObject({ state: 'done', counts: { done: 2 } });
    expect(await available(1_001)).toEqual(before.map((points) => points + 300));
    const slice = await prepared(adjust(300, { filters: { spentFromFen: 1_010, spentToFen: 1_011 } }));
    expect(slice).toMatchObject({ sum: 600, needsSecond: true });
    expect(await confirmed(slice)).toMatchObject({ state: 'waiting' });
    expect([await waitingFor(other()), await waitingFor(asked())]).toEqual([
      [[slice.actId, true]],
      [[slice.actId, false]],
    ]);
    expect(await asked().approveBulk({ ...at(slice.actId), body: {} })).toMatchObject({
      code: 'BULK_SECOND_PERSON',
    });
    must(await other().approveBulk({ ...at(slice.actId), body: {} }));
    expect(await waitingFor(other())).toEqual([]);
    await work();
    expect(await act(slice.actId)).toMatchObject({ state: 'done', decidedBy: 'second', counts: { done: 2 } });
    const made = must(await asked().adjustments({ query: { limit: 4 } })).items;
    expect(made.map(({ points, state, needsSecond }) => [points, state, needsSecond])).toEqual([
      ...Array.from({ length: 2 }, () => [300, 'posted', true]),
      ...Array.from({ length: 2 }, () => [300, 'posted', false]),
    ]);
  });

  it('are in the list of who asked, and of who has to agree', async () => {
    const own = must(await asked().bulkActs({ query: {} })).items;
    expect(own.length).toBeGreaterThan(5);
    const [waited] = must(await other().bulkActs({ query: {} })).items;
    expect(waited).toMatchObject({ sum: 600, decidedBy: 'second', requestedBy: 'first' });
    const more = must(await asked().bulkActs({ query: { limit: 2 } }));
    const rest = must(await asked().bulkActs({ query: { limit: 100, cursor: more.nextCursor ?? '' } }));
    expect([...more.items, ...rest.items]).toEqual(own);
  });

  it('are taken from nobody who has too few, and a second person may say no', async () => {
    const shown = await prepared(adjust(-250, cheapest(4)));
    expect(shown).toMatchObject({
      counts: { planned: 2, leftOut: 2 },
      ...{ sum: -500, leftOut: [{ reason: 'points_too_few', people: 2 }] },
    });
    await confirmed(shown);
    must(await other().discardBulk({ ...at(shown.actId), body: {} }));
    expect(await act(shown.actId)).toMatchObject({ state: 'discarded', counts: { done: 0 } });
  });

  it('reach everybody once when the worker dies on the way', async () => {
    const shown = await prepared(adjust(2, { filters: { spentFromFen: 1_100, spentToFen: 1_399 } }));
    expect(shown).toMatchObject({ sum: 600, needsSecond: true });
    must(await asked().confirmBulk({ ...at(shown.actId), body: { people: 300 } }));
    must(await other().approveBulk({ ...at(shown.actId), body: {} }));
    // As a worker leaves it that was killed: held for another minute.
    const id = http.platform.publicIds.decode('blk', shown.actId) ?? 0;
    const leaseUntilMs = http.clock.nowMs() + 60_000;
    await http.platform.db.run('test.die', (tx) => bulkActs.set(tx, http.brand.id, { id }, { leaseUntilMs }));
    await work();
    expect((await act(shown.actId)).counts).toMatchObject({ planned: 300 });
    http.clock.pass(60_001);
    await Promise.all([work(), work()]);
    expect(await act(shown.actId)).toMatchObject({ state: 'done', counts: { done: 300, failed: 0 } });
    const { total } = must(await asked().customers({ body: { spentFromFen: 1_100, spentToFen: 1_399 } }));
    expect(total).toBe(300);
    const { checks } = await http.get(AuditService).run(null);
    expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
  });
});
