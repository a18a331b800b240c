import { randomBytes } from 'node:crypto';
import { routes } from '@liuliang/contract';
import { signRequest } from '../../platform/auth/signatures';
import { eventRow, orderRow, refundRow } from '../../testing/ingest-world';
import { openTestHttp, type TestHttp } from '../../testing/test-http';
import { ConnectorsService } from '../identity';
import { memberPoints, PointsReads } from '../ledger';

let http: TestHttp;
let key: { keyId: string; secret: string };
beforeAll(async () => {
  http = await openTestHttp();
  key = await http.get(ConnectorsService).create(http.brand.id, 'till');
});
afterAll(() => http.close());

const PATH = `/api/v1${routes.ingestBatch.path}`;

interface Call {
  idempotencyKey?: string | null;
  nonce?: string;
  atMs?: number;
  secret?: string;
  /** Sent in place of what was signed. */
  tampered?: string;
}

async function send(
  batch: unknown,
  call: Call = {},
): Promise<{ status: number; json: Record<string, unknown> }> {
  const body = typeof batch === 'string' ? batch : JSON.stringify(batch);
  const timestamp = String(call.atMs ?? http.clock.nowMs());
  const nonce = call.nonce ?? randomBytes(16).toString('hex');
  const secret = Buffer.from(call.secret ?? key.secret, 'hex');
  const signature = signRequest(secret, {
    method: 'POST',
    path: PATH,
    timestamp,
    nonce,
    body: Buffer.from(body),
  });
  const idempotencyKey =
    call.idempotencyKey === undefined ? randomBytes(8).toString('hex') : call.idempotencyKey;
  const answer = await fetch(`${http.url}${PATH}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-liuliang-key': key.keyId,
      'x-liuliang-timestamp': timestamp,
      'x-liuliang-nonce': nonce,
      'x-liuliang-signature': signature,
      ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
    },
    body: call.tampered ?? body,
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

const rowsOf = async (table: string): Promise<number> => {
  const [row] = await http.platform.db.read((reader) =>
    reader.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE brand_id = ?`, [http.brand.id]),
  );
  return row?.n ?? 0;
};

describe('a signed batch', () => {
  it('is taken row by row, and answered row by row', async () => {
    const batch = {
      events: [eventRow('e1', 'ann'), eventRow('e1', 'ann'), eventRow('e2', 'ann', { type: 'nonsense' })],
      orders: [orderRow('o1', 'ann', { amount_fen: 10_000 }), orderRow('o2', 'ann', { amount_fen: -1 })],
      refunds: [refundRow('r1', 'o1'), refundRow('r2', 'o1', { amount_fen: 9_001 })],
    };
    expect(await send(batch)).toEqual({
      status: 200,
      json: {
        events: {
          accepted: 1,
          duplicate: 1,
          rejected: [{ index: 2, code: 'EVENT_TYPE_UNKNOWN', field: 'type' }],
        },
        orders: {
          accepted: 1,
          duplicate: 0,
          rejected: [{ index: 1, code: 'AMOUNT_INVALID', field: 'amount_fen' }],
        },
        refunds: {
          accepted: 1,
          duplicate: 0,
          rejected: [{ index: 1, code: 'REFUND_EXCEEDS_ORDER', field: 'refund_id' }],
        },
      },
    });
  });

  it('gets the same answer under the same key, and a refusal with other content', async () => {
    const [batch, other] = ['k1', 'k2'].map((id) => ({ events: [eventRow(id, 'kim')] }));
    const first = await send(batch, { idempotencyKey: 'once' });
    expect(first.json['events']).toMatchObject({ accepted: 1 });
    expect(await send(batch, { idempotencyKey: 'once' })).toEqual(first);
    expect(await send(other, { idempotencyKey: 'once' })).toMatchObject({
      status: 422,
      json: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect((await send(other, { idempotencyKey: 'Once' })).json['events']).toMatchObject({ accepted: 1 });
  });

  it('moves points once when ten copies of it race', async () => {
    const batch = { orders: [orderRow('race', 'rita', { amount_fen: 70_000 })] };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send(batch, { idempotencyKey: 'race' })),
    );
    const said = new Set(
      answers.map(({ status, json }) => (status === 200 ? JSON.stringify(json) : json['code'])),
    );
    said.delete('REQUEST_IN_PROGRESS');
    expect(said.size).toBe(1);
    const [row] = await http.platform.db.read((reader) =>
      reader.query<{ customer_id: number }>(
        'SELECT customer_id FROM sale_order WHERE brand_id = ? AND order_key = ?',
        [http.brand.id, Buffer.from('race')],
      ),
    );
    const balance = await http.platform.db.read((reader) =>
      http
        .get(PointsReads)
        .balanceOf(reader, memberPoints({ brandId: http.brand.id, customerId: row?.customer_id ?? 0 })),
    );
    expect(balance.available).toBe(700);
  });

  it.each<[string, number, unknown, Call]>([
    ['SIGNATURE_WRONG', 401, { events: [eventRow('x', 'x')] }, { tampered: '{"events":[]}' }],
    ['SIGNATURE_WRONG', 401, { events: [eventRow('x', 'x')] }, { secret: '00'.repeat(32) }],
    ['SIGNATURE_STALE', 401, { events: [eventRow('x', 'x')] }, { atMs: Date.UTC(2026, 0, 1) }],
    ['BODY_NOT_JSON', 400, '{"events":[', {}],
    ['INPUT_INVALID', 400, { events: 'all of them' }, {}],
    ['INPUT_INVALID', 400, { events: [eventRow('x', 'x')], role: 'admin' }, {}],
    ['INPUT_INVALID', 400, { events: [eventRow('x', 'x')] }, { idempotencyKey: null }],
    ['INPUT_INVALID', 400, { events: [eventRow('x', 'x')] }, { idempotencyKey: 'k'.repeat(129) }],
    ['INPUT_INVALID', 400, { events: Array.from({ length: 2_001 }, (_, i) => eventRow(`m${i}`, 'x')) }, {}],
    ['INPUT_INVALID', 400, '{"events":[{"__proto__":{"event_id":"x"}}]}', {}],
  ])('is refused with %s (%i) and changes nothing', async (code, status, batch, call) => {
    const before = [await rowsOf('event'), await rowsOf('customer')];
    expect(await send(batch, call)).toMatchObject({ status, json: { code } });
    expect([await rowsOf('event'), await rowsOf('customer')]).toEqual(before);
  });

  it('keeps its own answer when many meet in one transaction, also where two share a row or a key', async () => {
    const batches = Array.from({ length: 12 }, (_, i) => ({
      events: [eventRow(`meet${i % 6}`, `guest${i % 6}`), eventRow(`bad${i}`, 'guest', { type: 'nonsense' })],
    }));
    const keyOf = (i: number) => ({ idempotencyKey: i < 2 ? 'meet-same' : `meet-${i}` });
    batches[1] = batches[0] as (typeof batches)[0];
    const answers = await Promise.all(batches.map((batch, i) => send(batch, keyOf(i))));
    expect(answers.map(({ status }) => status)).toEqual(batches.map(() => 200));
    expect(answers[1]).toEqual(answers[0]);
    const events = answers.map(
      ({ json }) => json.events as { accepted: number; rejected: { index: number }[] },
    );
    expect(events.every(({ rejected }) => rejected.length === 1 && rejected[0]?.index === 1)).toBe(true);
    // The first two are one batch, whose one answer is counted once.
    expect(events.slice(1).reduce((sum, { accepted }) => sum + accepted, 0)).toBe(6);
  });

  it('is refused when its signature was used before', async () => {
    const [batch, nonce] = [{ events: [] }, randomBytes(16).toString('hex')];
    expect((await send(batch, { nonce })).status).toBe(200);
    expect(await send(batch, { nonce })).toMatchObject({ json: { code: 'SIGNATURE_REPLAYED' } });
  });
});
