import { DAY_MS, openLedgerStory, type LedgerStory } from '../../testing/ledger-story';
import { ExpiryNotices } from './expiry-notices';

describe('notices before points expire', () => {
  let story: LedgerStory;
  const told = () =>
    story.db.read(async (reader) => {
      const sql = 'SELECT touch_key, payload FROM touch ORDER BY touch_key';
      const rows = await reader.query<{ touch_key: Buffer; payload: string }>(sql);
      return rows.map((row) => [
        row.touch_key.toString().split(':').slice(1, 3).join(' '),
        (JSON.parse(row.payload) as { points: string }).points,
      ]);
    });
  const run = () => story.server.get(ExpiryNotices).queueDue();

  beforeEach(async () => (story = await openLedgerStory()));
  afterEach(() => story.server.close());

  it('come once per member, day of expiry and step, with everything of that day in one sum', async () => {
    await story.earn(11, 100, 30);
    await story.earn(11, 20, 30);
    await story.earn(12, 5, 20);
    await story.earn(13, 7);
    await run();
    expect(await told()).toEqual([['30 11', '120']]);
    expect(await run()).toBe('0 queued');
    story.server.clock.pass(13 * DAY_MS);
    await run();
    story.server.clock.pass(10 * DAY_MS);
    await run();
    expect(await told()).toEqual([
      ['30 11', '120'],
      ['7 11', '120'],
      ['7 12', '5'],
    ]);
  });

  it('come late rather than not at all when the job stood still', async () => {
    await story.earn(11, 100, 33);
    story.server.clock.pass(5 * DAY_MS);
    expect(await run()).toBe('1 queued');
  });
});
