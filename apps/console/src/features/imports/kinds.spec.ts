import {
  columnsOf,
  fileFault,
  FILE_BYTES_MAX,
  headerDifference,
  importKinds,
  percentDone,
  templateOf,
  type ImportJob,
} from './kinds';

it.each(importKinds)('offers a template for %s that has the required header', (kind) => {
  const [header = '', example = ''] = templateOf(kind).split('\r\n');
  expect(headerDifference(header, kind)).toBeNull();
  expect(example.split(',')).toHaveLength(columnsOf(kind).length);
});

it('says what is missing, unknown or in another place', () => {
  expect(headerDifference('\uFEFF"refund_id",order_id,refunded_at,amount_fen\r', 'refunds')).toBeNull();
  expect(headerDifference('refund_id,order,refunded_at,amount_fen', 'refunds')).toEqual({
    missing: ['order_id'],
    unknown: ['order'],
    isReordered: false,
  });
  expect(headerDifference('order_id,refund_id,refunded_at,amount_fen', 'refunds')?.isReordered).toBe(true);
});

it('refuses before uploading what cannot be imported', () => {
  expect(fileFault({ name: 'orders.xls', size: 10 })).toBe('notTable');
  expect(fileFault({ name: 'Orders.XLSX', size: 10 })).toBeNull();
  expect(fileFault({ name: 'orders.csv', size: 0 })).toBe('isEmpty');
  expect(fileFault({ name: 'orders.csv', size: FILE_BYTES_MAX + 1 })).toBe('tooLarge');
  expect(fileFault({ name: 'ORDERS.CSV', size: FILE_BYTES_MAX })).toBeNull();
});

it('fills the bar only when the job is done', () => {
  const job = (part: Partial<ImportJob>) =>
    ({ state: 'running', bytes: 1000, bytesDone: 0, ...part }) as ImportJob;
  expect(percentDone(job({}))).toBe(0);
  expect(percentDone(job({ bytesDone: 1000 }))).toBe(99);
  expect(percentDone(job({ bytes: 0 }))).toBe(0);
  expect(percentDone(job({ state: 'done', bytesDone: 10 }))).toBe(100);
});
