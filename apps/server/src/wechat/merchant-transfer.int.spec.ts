import { createSandbox, SANDBOX_PATHS as PATHS, type Sandbox } from '@liuliang/sandbox';
import { MerchantTransferClient, type TransferOrder } from './index';

const APP = { appid: 'wx00000000000000aa', secret: 'secret-of-the-brand' };
const DAY_MS = 24 * 60 * 60_000;

let nowMs: number;
let sandbox: Sandbox;
let client: MerchantTransferClient;
let order: TransferOrder;

const clientOf = (change: Partial<Sandbox['merchant']> = {}, baseUrl: string) =>
  new MerchantTransferClient({
    account: { ...sandbox.merchant, ...change },
    appid: APP.appid,
    baseUrl,
    nowMs: () => nowMs,
    timeoutMs: 5_000,
  });
let baseUrl: string;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 21, 12);
  sandbox = createSandbox({ apps: [APP], clock: { nowMs: () => nowMs } });
  baseUrl = await sandbox.listen(0);
  const { openid } = sandbox.control.putPerson({ key: 'lin' });
  client = clientOf({}, baseUrl);
  order = { billNo: 'PAY1', openid, amountFen: 5_000, remark: '导购积分提现' };
});
afterEach(() => sandbox.close());

const known = (state: string) => ({ kind: 'known', transfer: expect.objectContaining({ state }) });

it('sends, waits for the person, and is paid once they collect it', async () => {
  const sent = await client.create(order);
  expect(sent).toMatchObject({ kind: 'known', transfer: { state: 'waiting', failReason: null } });
  const claimPackage = sent.kind === 'known' ? sent.transfer.claimPackage : null;
  expect(client.claim(claimPackage ?? '')).toEqual({
    mchId: sandbox.merchant.mchid,
    appId: APP.appid,
    package: expect.stringMatching(/^pkg/),
  });
  sandbox.control.collectTransfer('PAY1');
  expect(await client.query('PAY1')).toEqual(known('paid'));
  expect(sandbox.control.receivedFen(order.openid)).toBe(5_000);
});

it('is one transfer however often the same number is sent', async () => {
  await client.create(order);
  expect(await client.create(order)).toEqual(known('waiting'));
  expect(sandbox.control.transfers()).toHaveLength(1);
  expect(await client.create({ ...order, amountFen: 5_001 })).toEqual({
    kind: 'refused',
    code: 'INVALID_REQUEST',
  });
});

it('knows of numbers that were never sent', async () => {
  expect(await client.query('PAY9')).toEqual({ kind: 'missing' });
});

it('ends a day and a little after it was sent, when nobody collects it', async () => {
  await client.create(order);
  nowMs += DAY_MS;
  expect(await client.query('PAY1')).toEqual(known('waiting'));
  nowMs += 3_600_000;
  expect(await client.query('PAY1')).toMatchObject({
    transfer: { state: 'failed', failReason: 'OVERDUE_CLOSE' },
  });
});

it('can be called off while nobody has collected it', async () => {
  await client.create(order);
  expect(await client.cancel('PAY1')).toEqual(known('cancelled'));
  await client.create({ ...order, billNo: 'PAY2' });
  sandbox.control.collectTransfer('PAY2');
  expect(await client.cancel('PAY2')).toEqual({ kind: 'refused', code: 'INVALID_REQUEST' });
});

it.each([
  { status: 500, appliesEffect: true },
  { status: 429 },
  { isDropped: true, appliesEffect: true },
  { signature: 'wrong' as const },
  { signature: 'unknown-serial' as const },
  { signature: 'stale' as const },
  { signature: 'missing' as const },
])('does not know what happened after %j', async (fault) => {
  sandbox.control.injectFault({ path: PATHS.transfer, ...fault });
  expect(await client.create(order)).toEqual({ kind: 'unknown' });
});

it.each([
  ['amount', { amountFen: 29 }, 'INVALID_REQUEST'],
  ['openid', { openid: 'oSomebodyElse' }, 'INVALID_REQUEST'],
  ['number', { billNo: 'PAY_1' }, 'PARAM_ERROR'],
])('is refused a wrong %s', async (_, change, code) => {
  expect(await client.create({ ...order, ...change })).toEqual({ kind: 'refused', code });
});

it('is refused the signature of another merchant', async () => {
  const stranger = clientOf({ serial: '00'.repeat(20) }, baseUrl);
  expect(await stranger.create(order)).toEqual({ kind: 'refused', code: 'SIGN_ERROR' });
  expect(sandbox.control.transfers()).toEqual([]);
});
