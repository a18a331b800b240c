import { DAY_MS } from '@liuliang/domain';
import { openSpendingWorld, type SpendingWorld } from '../../testing/spending-world';
import type { AssetOwner } from '../points';
import { ExpiryNotices } from './expiry-notices';

describe('notices before points expire', () => {
  let world: SpendingWorld;
  const told = () =>
    world.server.platform.db.read(async (reader) => {
      const sql = 'SELECT touch_key, payload FROM touch ORDER BY touch_key';
      const rows = await reader.query<{ touch_key: Buffer; payload: string }>(sql);
      return rows.map((row) => [
        row.touch_key.toString().split(':').slice(1, 3).join(' '),
        (JSON.parse(row.payload) as { points: string }).points,
      ]);
    });
  const run = () => world.server.get(ExpiryNotices).queueDue();
  const give = (to: AssetOwner, points: number, days?: number) =>
    world.give(to, points, days === undefined ? undefined : world.server.clock.nowMs() + days * DAY_MS);

  beforeEach(async () => {
    world = await openSpendingWorld();
  });
  afterEach(() => world.close());

  it('come once per member, day of expiry and step, with everything of that day in one sum', async () => {
    const [ann, ben, cat] = [await world.member('ann'), await world.member('ben'), await world.member('cat')];
    await give(ann, 100, 30);
    await give(ann, 20, 30);
    await give(ben, 5, 20);
    await give(cat, 7);
    await run();
    expect(await told()).toEqual([[`30 ${ann.id}`, '120']]);
    expect(await run()).toBe('0 queued');
    world.server.clock.pass(13 * DAY_MS);
    await run();
    world.server.clock.pass(10 * DAY_MS);
    await run();
    expect(await told()).toEqual([
      [`30 ${ann.id}`, '120'],
      [`7 ${ann.id}`, '120'],
      [`7 ${ben.id}`, '5'],
    ]);
  });

  it('come late rather than not at all when the job stood still', async () => {
    await give(await world.member('ann'), 100, 33);
    world.server.clock.pass(5 * DAY_MS);
    expect(await run()).toBe('1 queued');
  });
});
