import { eventRow, openIngestWorld, orderRow, refundRow, type IngestWorld } from '../../testing/ingest-world';
import type { RawBatch } from '.';

let world: IngestWorld;
beforeAll(async () => {
  world = await openIngestWorld();
});
afterAll(() => world.close());

/** Six batches that share people, numbers, channels and stores; refunds come before, with and after their orders. */
function batches(): RawBatch[] {
  return Array.from({ length: 6 }, (_, batch) => {
    const numbers = Array.from({ length: 30 }, (_, i) => batch * 10 + i);
    const person = (n: number): string => `person${n % 7}`;
    return {
      events: numbers.map((n) => eventRow(`e${n}`, person(n), { channel: n % 2 ? 'tmall' : 'fair' })),
      orders: numbers.map((n) =>
        orderRow(`o${n}`, person(n * 3), { store: `S${n % 4}`, guide: `G${n % 3}` }),
      ),
      refunds: numbers.map((n) => refundRow(`r${n}`, `o${(n * 7) % 80}`, { amount_fen: 500 })),
    };
  });
}

// Goal: two processes that bring overlapping rows at the same time end where one alone would (INGEST-2), and neither
// gives up over the locks of the other. Method: both bring every batch, in opposite orders.
describe('two processes that bring the same rows at once', () => {
  it('end where one alone would', async () => {
    const alone = await world.newBrand();
    for (const batch of batches()) await world.ingest.ingest(alone, batch);
    const expected = await world.picture(alone);

    const other = await world.another();
    for (let round = 0; round < 3; round += 1) {
      const brand = await world.newBrand();
      const bringAll = async (ingest: typeof other, all: RawBatch[]): Promise<void> => {
        for (const batch of all) await ingest.ingest(brand, batch);
      };
      await Promise.all([bringAll(world.ingest, batches()), bringAll(other, batches().reverse())]);
      expect(await world.picture(brand)).toBe(expected);
    }
  });

  it('make one customer of a person whom both meet first', async () => {
    const brand = await world.newBrand();
    const other = await world.another();
    const rows = Array.from({ length: 20 }, (_, i) => eventRow(`e${i}`, `new${i}`));
    const again = rows.map((row, i) => ({ ...row, event_id: `f${i}` })).reverse();
    await Promise.all([
      world.ingest.ingest(brand, { events: rows, orders: [], refunds: [] }),
      other.ingest(brand, { events: again, orders: [], refunds: [] }),
    ]);
    const customers = (await world.picture(brand)).split('\n').filter((line) => line.startsWith('customer'));
    expect(customers).toHaveLength(20);
  });
});
