import type { Brand } from '../brands';
import * as rows from './rows';
import { readTracked, type RawRow } from './rows';

const brand: Brand = {
  id: 1,
  code: 'islet',
  name: 'ISLET',
  slogan: '',
  primaryColour: '',
  radiusPx: 0,
  timeZone: 'Asia/Shanghai',
  createdAtMs: 0,
  config: { catalogue: { 'cart.added': 'none', 'mirror.tried': 'deep' } },
};
const NOW_MS = Date.UTC(2026, 11, 1);
const readOrder = (raw: RawRow, of: Brand) => rows.readOrder(raw, of, NOW_MS);
const readRefund = (raw: RawRow, of: Brand) => rows.readRefund(raw, of, NOW_MS);
const readEvent = (raw: RawRow, of: Brand) => rows.readEvent(raw, of, NOW_MS);
const order: RawRow = {
  order_id: 'A1',
  identity_kind: 'mobile',
  identity: '138 0000 1234',
  paid_at: '2026-11-20T10:00:00+08:00',
  amount_fen: '19900',
  channel: 'pos',
  store: '南京西路 001',
  guide: '',
};
const refund: RawRow = { refund_id: 'R1', order_id: 'A1', refunded_at: '2026-11-21', amount_fen: 100 };
const event: RawRow = {
  event_id: 'E1',
  identity_kind: 'jd_pin',
  identity: 'pin',
  type: 'mirror.tried',
  occurred_at: '2026-11-20T02:00:00Z',
  item: '口红',
};

describe('readOrder', () => {
  it('reads a sound row', () => {
    expect(readOrder(order, brand)).toEqual({
      ok: true,
      value: {
        orderKey: 'A1',
        identity: { kind: 'mobile', value: '+8613800001234' },
        paidAtMs: Date.UTC(2026, 10, 20, 2),
        amountFen: 19900,
        channel: 'pos',
        store: '南京西路 001',
        guide: '',
        lines: [],
        corrects: false,
      },
    });
    expect(readOrder({ ...order, correct: true }, brand)).toMatchObject({ value: { corrects: true } });
  });

  it.each([0, '0', 1e12, '1000000000000', '007'])('takes %j for an amount', (amount_fen) => {
    expect(readOrder({ ...order, amount_fen }, brand)).toMatchObject({
      value: { amountFen: Number(amount_fen) },
    });
  });

  it.each([
    ...['-1', '1.5', '1e3', ' 12', '12 ', '٣', '0x10', '1000000000001', '9'.repeat(20), 'NaN', '１２', '+1'],
    ...[-1, 0.5, 1e12 + 1, 2 ** 53, NaN, Infinity, true, [5], { valueOf: 5 }],
  ])('refuses %j as an amount', (amount_fen) => {
    const error = { code: 'AMOUNT_INVALID', field: 'amount_fen' };
    expect(readOrder({ ...order, amount_fen }, brand)).toEqual({ ok: false, error });
  });

  // Each row breaks one field; the code says what is wrong and where.
  it.each([
    ['order_id', '', 'FIELD_MISSING'],
    ['order_id', undefined, 'FIELD_MISSING'],
    ['order_id', 'x'.repeat(65), 'FIELD_TOO_LONG'],
    ['order_id', '屿'.repeat(22), 'FIELD_TOO_LONG'],
    ['order_id', 'A\n1', 'INPUT_INVALID'],
    ['order_id', 'A\u00001', 'INPUT_INVALID'],
    ['order_id', '\ud800', 'INPUT_INVALID'],
    ['order_id', 12, 'INPUT_INVALID'],
    ['order_id', ['A1'], 'INPUT_INVALID'],
    ['identity_kind', 'email', 'IDENTITY_KIND_UNKNOWN'],
    ['identity_kind', 'constructor', 'IDENTITY_KIND_UNKNOWN'],
    ['identity', '12345', 'IDENTITY_INVALID'],
    ['identity', null, 'FIELD_MISSING'],
    ['paid_at', '2026-11-20 10:00', 'INSTANT_INVALID'],
    ['paid_at', '2026-02-30', 'INSTANT_INVALID'],
    ['paid_at', '1969-12-31', 'INSTANT_INVALID'],
    ['paid_at', '2026-12-02T00:00:00.001Z', 'IN_THE_FUTURE'],
    ['paid_at', '2027-11-20', 'IN_THE_FUTURE'],
    ['paid_at', 1763600000000, 'INPUT_INVALID'],
    ['order_id', '1.23E+15', 'NUMBER_COLLAPSED'],
    ['order_id', '\u3000', 'FIELD_MISSING'],
    ['identity', '1.38001E+10', 'NUMBER_COLLAPSED'],
    ['store', '1.23457E+15', 'NUMBER_COLLAPSED'],
    ['guide', '="1.2E+11"', 'NUMBER_COLLAPSED'],
    ['amount_fen', '', 'FIELD_MISSING'],
    ['channel', 'Tmall', 'CHANNEL_UNKNOWN'],
    ['store', 'x'.repeat(33), 'FIELD_TOO_LONG'],
  ])('refuses %s = %j as %s', (field, value, code) => {
    expect(readOrder({ ...order, [field]: value }, brand)).toEqual({ ok: false, error: { code, field } });
  });

  it('takes a field of 64 bytes, and of a prototype nothing', () => {
    expect(readOrder({ ...order, order_id: '屿'.repeat(21) }, brand).ok).toBe(true);
    const { order_id: _, ...rest } = order;
    const inherited = Object.assign(Object.create({ order_id: 'A1' }) as object, rest) as RawRow;
    expect(readOrder(inherited, brand)).toMatchObject({
      error: { code: 'FIELD_MISSING', field: 'order_id' },
    });
  });

  it('takes what people mean by what their spreadsheets make of it', () => {
    const typed = {
      ...order,
      order_id: '="00123"',
      identity: '\u202a138 0000 1234\u202c',
      paid_at: ' 2026-12-02T08:00:00+08:00\u00a0',
      channel: 'pos\u3000',
      store: ' 007',
      guide: '\ufeffG1',
    };
    expect(readOrder(typed, brand)).toMatchObject({
      value: {
        orderKey: '00123',
        identity: { value: '+8613800001234' },
        paidAtMs: NOW_MS + 86_400_000,
        channel: 'pos',
        store: '007',
        guide: 'G1',
      },
    });
  });

  it('takes yuan where the field says so, and never both', () => {
    const { amount_fen: _, ...rest } = order;
    for (const amount_yuan of ['199.9', '199.90', 199.9])
      expect(readOrder({ ...rest, amount_yuan }, brand)).toMatchObject({ value: { amountFen: 19_990 } });
    for (const amount_yuan of ['199.999', '1,999.00', '¥199', '-1', 1e-7, 0.1 + 0.2, true, '10000000000.01'])
      expect(readOrder({ ...rest, amount_yuan }, brand)).toEqual({
        ok: false,
        error: { code: 'AMOUNT_YUAN_INVALID', field: 'amount_yuan' },
      });
    expect(readOrder({ ...rest, amount_yuan: '' }, brand)).toMatchObject({
      error: { code: 'FIELD_MISSING' },
    });
    expect(readOrder({ ...order, amount_yuan: '1' }, brand)).toEqual({
      ok: false,
      error: { code: 'INPUT_INVALID', field: 'amount_yuan' },
    });
  });

  it('refuses a field that it does not know, without repeating its name', () => {
    const error = { code: 'INPUT_INVALID', field: null };
    expect(readOrder({ ...order, role: 'admin' }, brand)).toEqual({ ok: false, error });
  });

  it('names the first fault in the order of the columns', () => {
    const row = { ...order, identity: '', amount_fen: '-1' };
    expect(readOrder(row, brand)).toMatchObject({ error: { field: 'identity' } });
  });
});

describe('lines', () => {
  it('are read in the order of the sender', () => {
    const lines = [
      { item: 'shoe', quantity: 2, amount_fen: 19_000 },
      { item: '', quantity: 1, amount_fen: 900 },
    ];
    expect(readOrder({ ...order, lines }, brand)).toMatchObject({
      value: {
        lines: [
          { item: 'shoe', quantity: 2, amountFen: 19_000 },
          { item: '', quantity: 1, amountFen: 900 },
        ],
      },
    });
    const refunded = [{ line: 2, amount_fen: 100 }];
    expect(readRefund({ ...refund, lines: refunded }, brand)).toMatchObject({
      value: { lines: [{ line: 2, amountFen: 100 }] },
    });
  });

  it('are refused by name, of an order and of a refund', () => {
    const error = { code: 'LINES_INVALID', field: 'lines' };
    expect(readOrder({ ...order, lines: 'shoe' }, brand)).toEqual({ ok: false, error });
    expect(readRefund({ ...refund, lines: [] }, brand)).toEqual({ ok: false, error });
  });
});

describe('readRefund', () => {
  it('reads a local day in the zone of the brand', () => {
    const value = {
      refundKey: 'R1',
      orderKey: 'A1',
      refundedAtMs: Date.UTC(2026, 10, 20, 16),
      amountFen: 100,
      lines: [],
    };
    expect(readRefund(refund, brand)).toEqual({ ok: true, value });
  });
});

describe('readEvent', () => {
  it('knows the catalogue of the brand, also what it ignores', () => {
    expect(readEvent(event, brand)).toMatchObject({
      value: { type: 'mirror.tried', item: '口红', channel: '' },
    });
    expect(readEvent({ ...event, type: 'cart.added' }, brand).ok).toBe(true);
  });

  it.each([
    ['mirror.broken', 'EVENT_TYPE_UNKNOWN'],
    ['toString', 'EVENT_TYPE_UNKNOWN'],
    ['order.paid', 'EVENT_TYPE_IS_ORDER'],
    ['order.refunded', 'EVENT_TYPE_IS_ORDER'],
  ])('refuses the type %s', (type, code) => {
    expect(readEvent({ ...event, type }, brand)).toEqual({ ok: false, error: { code, field: 'type' } });
  });
});

describe('readTracked', () => {
  const nowMs = Date.UTC(2026, 10, 21);
  const tracked = { eventId: 'e', type: 'mini.opened', occurredAtMs: nowMs };

  it('takes what happened up to now, with a clock a little ahead', () => {
    expect(readTracked({ ...tracked, occurredAtMs: nowMs + 60_000 }, brand, nowMs).ok).toBe(true);
  });

  it('refuses what is more than a day ahead by the name that all doors have for it', () => {
    const error = { code: 'IN_THE_FUTURE', field: 'occurredAtMs' };
    expect(readTracked({ ...tracked, occurredAtMs: nowMs + 86_400_001 }, brand, nowMs)).toEqual({
      ok: false,
      error,
    });
  });

  it.each([nowMs + 3_600_000, 0, -1, 1.5])('refuses the instant %j', (occurredAtMs) => {
    const error = { code: 'INSTANT_INVALID', field: 'occurredAtMs' };
    expect(readTracked({ ...tracked, occurredAtMs }, brand, nowMs)).toEqual({ ok: false, error });
  });
});
