import { openTestPlatform, type TestPlatform } from '../testing/test-platform';
import { insertRows, type Value } from './db/statements';
import { Housekeeping } from './housekeeping';
import { InProcessDriver, Jobs } from './jobs';
import { openLog } from './log';

const DAY_MS = 86_400_000;
let test: TestPlatform;
let housekeeping: Housekeeping;

beforeEach(async () => {
  test = await openTestPlatform();
  const { db, metrics } = test.platform;
  const jobs = new Jobs(db, metrics, new InProcessDriver(), openLog('silent'));
  housekeeping = new Housekeeping(db, jobs);
});

afterEach(() => test.close());

const daysAgo = (days: number): number => test.clock.nowMs() - days * DAY_MS;

const write = (table: string, columns: string[], rows: Value[][]): Promise<number> =>
  test.platform.db.run('test.write', (tx) => insertRows(tx, table, columns, rows));

const countOf = async (table: string): Promise<number> =>
  (
    await test.platform.db.read((reader) => reader.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))
  )[0]?.n ?? -1;

const answer = (key: string, atMs: number): Value[] => [
  Buffer.from('p'),
  'op',
  Buffer.from(key),
  Buffer.from('h'),
  '{}',
  atMs,
];
const ANSWER = ['principal', 'operation', 'idem_key', 'request_hash', 'reply', 'created_at_ms'];
const EVENT = ['id', 'topic', 'payload', 'created_at_ms', 'published_at_ms'];
const INBOX = ['consumer', 'event_id', 'done_at_ms'];

describe('housekeeping', () => {
  it('keeps answers for 30 days at least, and removes older ones (INV-4)', async () => {
    await write('idempotency', ANSWER, [answer('a', daysAgo(29)), answer('b', daysAgo(36))]);
    await housekeeping.sweep();
    expect(await countOf('idempotency')).toBe(1);
  });

  it('never removes an event that waits, nor the memory of who had it', async () => {
    await write('outbox_event', EVENT, [
      [1, 't', '{}', daysAgo(100), 0],
      [2, 't', '{}', daysAgo(100), daysAgo(99)],
    ]);
    await write('inbox_message', INBOX, [
      ['c', 1, daysAgo(99)],
      ['c', 2, daysAgo(99)],
    ]);
    await housekeeping.sweep();
    expect([await countOf('outbox_event'), await countOf('inbox_message')]).toEqual([1, 1]);
  });

  it('gets through any number of rows, also when all are of one instant', async () => {
    const old = Array.from({ length: 12_000 }, (_, i) => ['c', i, daysAgo(i < 7_000 ? 80 : 81)] as Value[]);
    await write('inbox_message', INBOX, [...old, ['c', 99_999, daysAgo(1)]]);
    expect(await housekeeping.sweep()).toBe('12000 removed');
    expect(await countOf('inbox_message')).toBe(1);
  });
});
