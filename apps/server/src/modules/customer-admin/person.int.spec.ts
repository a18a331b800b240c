import type { Client } from '@liuliang/contract/client';
import { mustBring } from '../../testing/doors';
import { orderRow, refundRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { OperatorsService } from '../identity';

const mobile = (n: number): string => `1390000${String(n).padStart(4, '0')}`;
const order = (id: string, n: number, amountFen: number) =>
  orderRow(id, mobile(n), { identity_kind: 'mobile', amount_fen: String(amountFen), store: '', guide: '' });

let http: TestHttp;
let owner: Client;
beforeAll(async () => {
  http = await openTestHttp();
  await http.join('lin', mobile(1));
  await mustBring(http, http.brand, {
    orders: [order('T-1', 1, 10_000), order('T-2', 1, 20_000), order('T-3', 2, 5_000)],
    refunds: [refundRow('F-1', 'T-2', { amount_fen: '5000' })],
  });
  owner = await http.operator('owner');
});
afterAll(() => http.close());

it('shows an order whole, by its own id and by that of its refund, to who may see the customer', async () => {
  const [lin] = must(await owner.customers({ body: { search: 'T-2' } })).items;
  const params = { customerId: lin?.customerId ?? '' };
  const { items } = must(await owner.customerTimeline({ params, query: { limit: 50 } }));
  const idOf = (kind: string) =>
    items.find((item) => item.kind === kind && item.reference === 'T-2')?.id ?? '';
  const byOrder = must(await owner.customerOrder({ params: { orderId: idOf('order') } }));
  expect(byOrder).toMatchObject({
    number: 'T-2',
    customerId: lin?.customerId,
    amountFen: 20_000,
    refundedFen: 5_000,
  });
  expect(byOrder.refunds).toEqual([
    expect.objectContaining({ number: 'F-1', amountFen: 5_000, state: 'applied' }),
  ]);
  expect(must(await owner.customerOrder({ params: { orderId: idOf('refund') } }))).toEqual(byOrder);
  const elsewhere = await owner.customerOrder({ params: { orderId: lin?.customerId ?? '' } });
  expect(elsewhere).toMatchObject({ ok: false, code: 'ORDER_UNKNOWN' });
});

it('finds the order by its own number and by that of its refund, for who may see the customer', async () => {
  const find = async (client: Client, number: string) => {
    const found = await client.findOrder({ body: { number } });
    if (!found.ok) return found.code;
    return must(await client.customerOrder({ params: found.value })).number;
  };
  expect(await find(owner, 'T-2')).toBe('T-2');
  expect(await find(owner, ' F-1 ')).toBe('T-2');
  for (const none of ['T-', 't-2', '林夏', mobile(1)]) expect(await find(owner, none)).toBe('ORDER_UNKNOWN');
  const elsewhere = { login: 'elsewhere@test', password: 'a-long-enough-password' };
  await http.get(OperatorsService).create({
    ...{ ...elsewhere, brandId: http.brand.id, displayName: '别处', role: 'analyst', storeScope: [1] },
  });
  const { accessToken } = must(await http.client().signInOperator({ body: elsewhere }));
  expect(await find(http.client(accessToken), 'T-2')).toBe('ORDER_UNKNOWN');
});

describe('what an operator does to a whole person', () => {
  const idOf = async (search: string) =>
    must(await owner.customers({ body: { search } })).items[0]?.customerId ?? '';
  const params = (customerId: string) => ({ params: { customerId } });

  it('merges two by the word of an operator, and takes it back', async () => {
    const [lin, two] = [await idOf(mobile(1)), await idOf(mobile(2))];
    const before = must(await owner.customer360(params(lin)));
    const merged = must(await owner.mergeCustomers({ ...params(two), body: { otherId: lin } }));
    expect(new Set([merged.keptId, merged.aliasId])).toEqual(new Set([lin, two]));
    const one = must(await owner.customer360(params(lin)));
    expect(one).toMatchObject({
      customerId: merged.keptId,
      orders: 3,
      merges: [{ aliasId: merged.aliasId }],
    });
    const again = await owner.mergeCustomers({ ...params(two), body: { otherId: lin } });
    expect(again).toMatchObject({ ok: false, code: 'CUSTOMERS_SAME' });
    const undo = { params: { customerId: lin, mergeId: merged.mergeId }, body: {} };
    must(await owner.unmergeCustomers(undo));
    expect(await owner.unmergeCustomers(undo)).toMatchObject({
      ok: false,
      code: expect.stringMatching(/^MERGE_UN/),
    });
    expect(must(await owner.customer360(params(lin)))).toMatchObject({ orders: before.orders, merges: [] });
  });

  it('exports what the person could export, and erases for good; both are in the log', async () => {
    const two = await idOf(mobile(2));
    const document = must(await owner.exportCustomer({ ...params(two), body: {} }));
    expect(document).toMatchObject({ customerId: two });
    must(await owner.eraseCustomer({ ...params(two), body: { confirm: 'ERASE' } }));
    expect(await idOf(mobile(2))).toBe('');
    expect(must(await owner.customer360(params(two))).identities).toEqual([]);
    expect(
      await owner.mergeCustomers({ ...params(two), body: { otherId: await idOf(mobile(1)) } }),
    ).toMatchObject({
      code: 'CUSTOMER_ERASED',
    });
    const actions = must(await owner.operatorActions({ query: {} })).items.map(({ action }) => action);
    expect(actions.slice(0, 4)).toEqual([
      'customer.erased',
      'customer.exported',
      'customer.unmerged',
      'customer.merged',
    ]);
  });

  it('is for owners alone, and stays within their stores', async () => {
    const operations = await http.operator('operations');
    const lin = await idOf(mobile(1));
    expect(await operations.exportCustomer({ ...params(lin), body: {} })).toMatchObject({
      ok: false,
      code: 'FORBIDDEN',
    });
    expect(await owner.eraseCustomer({ ...params('cus_nobody'), body: { confirm: 'ERASE' } })).toMatchObject({
      code: 'CUSTOMER_UNKNOWN',
    });
  });
});
