import type { Client } from '@liuliang/contract/client';
import { IngestService, type SentBatch } from '../imports';
import { BrandsService, type Brand } from '../brands';
import { orderRow, refundRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';

let http: TestHttp;
let operations: Client;
beforeAll(async () => {
  http = await openTestHttp();
  operations = await http.operator('operations');
});
afterAll(() => http.close());

const bring = (batch: Partial<SentBatch>, brand: Brand = http.brand) =>
  http.get(IngestService).ingest(brand, { events: [], orders: [], refunds: [], ...batch });
const waiting = async (query: Parameters<Client['waitingRefunds']>[0]['query'] = {}) =>
  must(await operations.waitingRefunds({ query }));
const numbers = (page: Awaited<ReturnType<typeof waiting>>) => page.items.map(({ refundId }) => refundId);

describe('refunds that wait for their orders', () => {
  it('are listed with what they wait for, since when, and where they came from', async () => {
    await bring({ refunds: [refundRow('r1', 'o1', { amount_fen: 4_000 })], source: 'file' });
    const waitingSinceMs = http.clock.nowMs();
    http.clock.pass(1_000);
    await bring({ refunds: [refundRow('r2', 'o2'), refundRow('r3', 'o3')], source: 'api' });
    await bring({ refunds: [refundRow('r4', 'o4')] });
    const { items } = await waiting();
    expect(items).toContainEqual({
      ...{ refundId: 'r1', orderId: 'o1', amountFen: 4_000, waitingSinceMs, source: 'file' },
      refundedAtMs: Date.parse('2026-11-10T10:00:00+08:00'),
    });
    expect(items.map(({ refundId, source }) => [refundId, source]).sort()).toEqual([
      ['r1', 'file'],
      ['r2', 'api'],
      ['r3', 'api'],
      ['r4', null],
    ]);
  });

  it('are read page by page from either end', async () => {
    const first = await waiting({ limit: 3 });
    const rest = await waiting({ limit: 3, cursor: first.nextCursor as string });
    expect(rest.nextCursor).toBeNull();
    expect(numbers(rest)).toEqual(['r1']);
    const turned = numbers(await waiting({ sort: 'oldest' }));
    expect(turned).toEqual([...numbers(first), ...numbers(rest)].reverse());
  });

  it('leave the list when the order comes, also those that no longer fit', async () => {
    await bring({ refunds: [refundRow('r5', 'o2', { amount_fen: 9_999, refunded_at: '2026-11-12' })] });
    await bring({ orders: [orderRow('o1', 'ann'), orderRow('o2', 'ann')] });
    expect(numbers(await waiting()).sort()).toEqual(['r3', 'r4']);
  });

  it('never wait again when the order is corrected, and are those of one brand', async () => {
    await bring({ orders: [orderRow('o1', 'ann', { amount_fen: '1', correct: true })] });
    const other = (await http.get(BrandsService).create({ code: 'cove', name: 'COVE' })) as Brand;
    await bring({ refunds: [refundRow('r9', 'o9')] }, other);
    expect(numbers(await waiting()).sort()).toEqual(['r3', 'r4']);
  });

  it('are the business of those who may import', async () => {
    const analyst = await http.operator('analyst');
    expect(await analyst.waitingRefunds({ query: {} })).toMatchObject({ code: 'FORBIDDEN' });
  });
});
