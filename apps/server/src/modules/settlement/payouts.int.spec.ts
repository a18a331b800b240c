import { SANDBOX_PATHS as PATHS, type Sandbox } from '@liuliang/sandbox';
import { must, openSettlementWorld, type SettlementWorld } from '../../testing/settlement-world';
import { PAYOUTS, type PayoutPort, type TransferAnswer } from '../../wechat';
import { PayoutDriver } from './payout-driver';

const NOON = Date.UTC(2026, 10, 5, 4);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let world: SettlementWorld;
let sandbox: Sandbox;
beforeEach(async () => {
  world = await openSettlementWorld(NOON);
  ({ sandbox } = world.http);
  await world.reward('earn:1', 1000);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await world.http.close();
});

const request = async (points = 600, key = 'tap-00000001') =>
  (await world.lin()).requestPayout({ body: { key, points } });
const wallet = async () => must(await (await world.lin()).guideWallet());
const latest = async () => must(await (await world.lin()).guidePayouts({ query: { limit: 10 } })).items[0];
const billNo = (): string => sandbox.control.transfers()[0]?.outBillNo ?? '';
const later = async (ms: number): Promise<void> => {
  world.http.clock.pass(ms);
  await world.http.get(PayoutDriver).lookAtDue();
};
const port = (): PayoutPort => world.http.get<PayoutPort>(PAYOUTS);
/** Money that left, and points that left: never one without the other, never twice. */
const settled = async () => ({
  transfers: sandbox.control.transfers().length,
  paidFen: sandbox.control
    .transfers()
    .filter(({ state }) => state === 'SUCCESS')
    .reduce((sum, { amountFen }) => sum + amountFen, 0),
  points: await world.guideBalance(world.guide.id),
});

it('holds the points, waits for the guide, and uses them up once they are collected', async () => {
  expect(must(await request())).toMatchObject({ state: 'awaiting_claim', points: 600, amountFen: 600 });
  expect(await wallet()).toMatchObject({ available: 400, held: 600, availableFen: 400 });
  const { payoutId } = (await latest()) ?? { payoutId: '' };
  const claim = must(await (await world.lin()).claimPayout({ params: { payoutId } }));
  expect(claim).toMatchObject({ mchId: sandbox.merchant.mchid, package: expect.stringMatching(/^pkg/) });
  sandbox.control.collectTransfer(billNo());
  expect(must(await (await world.lin()).refreshPayout({ params: { payoutId } }))).toMatchObject({
    state: 'paid',
  });
  expect(await settled()).toEqual({ transfers: 1, paidFen: 600, points: 400 });
  expect(await wallet()).toMatchObject({
    available: 400,
    held: 0,
    thisMonth: { paidOutPoints: -600, payableFen: 400 },
  });
  const listed = must(await (await world.owner()).payouts({ query: { limit: 5 } })).items;
  expect(listed).toMatchObject([{ state: 'paid', guide: { name: 'G1' }, nextLookAtMs: null }]);
});

it('is one payout however often it is asked for', async () => {
  const [one, two] = await Promise.all([request(), request()]);
  expect(must(one).payoutId).toBe(must(two).payoutId);
  expect(await request(601)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  expect(await settled()).toMatchObject({ transfers: 1, points: 1000 });
});

it('gives the points back when nobody collects it within a day', async () => {
  must(await request());
  await later(DAY_MS);
  expect(await latest()).toMatchObject({ state: 'awaiting_claim' });
  await later(60 * MINUTE_MS);
  expect(await latest()).toMatchObject({ state: 'failed', failReason: 'OVERDUE_CLOSE' });
  expect(await wallet()).toMatchObject({ available: 1000, held: 0 });
});

it('can be called off until it is collected', async () => {
  const { payoutId } = must(await request());
  expect(must(await (await world.lin()).cancelPayout({ params: { payoutId } }))).toMatchObject({
    state: 'cancelled',
  });
  expect(await wallet()).toMatchObject({ available: 1000, held: 0 });
  const second = must(await request(500, 'tap-00000002'));
  sandbox.control.collectTransfer(sandbox.control.transfers()[1]?.outBillNo ?? '');
  // Collected a moment before: calling it off finds it paid.
  const late = await (await world.lin()).cancelPayout({ params: { payoutId: second.payoutId } });
  expect(must(late)).toMatchObject({ state: 'paid' });
  expect(await settled()).toMatchObject({ paidFen: 500, points: 500 });
});

it.each([
  ['lost after it took effect', { status: 500, appliesEffect: true }],
  ['cut after it took effect', { isDropped: true, appliesEffect: true }],
  ['never made', { status: 503 }],
  ['limited', { status: 429 }],
  ['not proven', { signature: 'wrong' as const }],
])('asks by the same number when the call was %s, and sends nothing twice', async (_, fault) => {
  sandbox.control.injectFault({ path: PATHS.transfer, ...fault });
  expect(must(await request())).toMatchObject({ state: 'unknown' });
  expect(await wallet()).toMatchObject({ available: 400, held: 600 });
  await later(MINUTE_MS);
  expect(await latest()).toMatchObject({ state: 'awaiting_claim' });
  sandbox.control.collectTransfer(billNo());
  await later(60 * MINUTE_MS);
  expect(await settled()).toEqual({ transfers: 1, paidFen: 600, points: 400 });
});

/** The process dies at a step: whatever the driver was about to do next never happens. */
const crash = (step: 'before the call' | 'behind the call', method: 'create' | 'query'): void => {
  const real = port();
  const call = real[method].bind(real) as (asked: never) => Promise<TransferAnswer>;
  jest.spyOn(real, method).mockImplementationOnce(async (asked: unknown) => {
    if (step === 'behind the call') await call(asked as never);
    throw new Error('the process died');
  });
};

it.each(['before the call', 'behind the call'] as const)(
  'finds its way after dying %s: one transfer, paid once',
  async (step) => {
    crash(step, 'create');
    await request();
    expect(await wallet()).toMatchObject({ held: 600 });
    await later(MINUTE_MS);
    expect(await latest()).toMatchObject({ state: 'awaiting_claim' });
    sandbox.control.collectTransfer(billNo());
    crash('behind the call', 'query');
    await later(60 * MINUTE_MS).catch(() => undefined);
    await later(60 * MINUTE_MS);
    expect(await settled()).toEqual({ transfers: 1, paidFen: 600, points: 400 });
    expect(await request()).toMatchObject({ value: { state: 'paid' } });
  },
);

it('gives the points back when WeChat says that the transfer has failed', async () => {
  sandbox.control.startTransfersAs('PROCESSING');
  must(await request());
  expect(await latest()).toMatchObject({ state: 'sent' });
  sandbox.control.advanceTransfer(billNo(), 'FAIL', 'ACCOUNT_FROZEN');
  await later(MINUTE_MS);
  expect(await latest()).toMatchObject({ state: 'failed', failReason: 'ACCOUNT_FROZEN' });
  expect(await wallet()).toMatchObject({ available: 1000, held: 0 });
});

it('keeps to the limits, and to what is there', async () => {
  expect(await request(99)).toMatchObject({ code: 'PAYOUT_TOO_SMALL' });
  expect(await request(20_001)).toMatchObject({ code: 'PAYOUT_DAY_LIMIT' });
  expect(await request(1001)).toMatchObject({ code: 'POINTS_INSUFFICIENT' });
  await world.takeReward(world.guide.id, 200);
  await world.returns('earn:1', 1000);
  expect(await request(100)).toMatchObject({ code: 'POINTS_IN_DEBT' });
  expect(await settled()).toMatchObject({ transfers: 0 });
});

it('cannot be reached by anybody else', async () => {
  const { payoutId } = must(await request());
  const { client } = await world.http.signIn('stranger');
  expect(await client.claimPayout({ params: { payoutId } })).toMatchObject({ ok: false });
});

it('does not pay by statement what was drawn as cash', async () => {
  must(await request(1000));
  sandbox.control.collectTransfer(billNo());
  world.http.clock.set(Date.UTC(2026, 11, 1, 4));
  const owner = await world.owner();
  // Closed while the payout was still under way for us: its points are still in the wallet, and owed.
  must(await owner.closeSettlement({ body: { period: '2026-11', party: null, confirm: 'CLOSE' } }));
  await world.http.get(PayoutDriver).lookAtDue();
  const params = { period: '2026-11', partyKind: 'guide', partyId: world.guide.code } as const;
  const body = { reference: 'bank 1', payableFen: 1000, confirm: 'PAID' } as const;
  expect(await owner.paySettlement({ params, body })).toMatchObject({ code: 'POINTS_INSUFFICIENT' });
});
