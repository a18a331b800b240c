import { LayersService } from '../../modules/insights';
import { CommandError, type Command } from '../command';
import { inventCustomer } from './invented';
import { InventedWriter } from './writer';

/** Customers per transaction: some thousand rows, well under a second. */
const CUSTOMERS_PER_BATCH = 500;
const PROGRESS_EVERY = 20_000;

export const generate: Command = {
  name: 'generate',
  usage:
    'generate --customers N [--seed N] [--events-per N] [--days N]   fill an empty brand for benchmarks (no points)',
  async run(context) {
    const { app, platform, say, answer } = context;
    const brand = await context.brand();
    const customers = context.whole('customers', 100_000, 1, 10_000_000);
    const layers = app.get(LayersService, { strict: false });
    if ((await platform.db.read((reader) => layers.customers(reader, brand.id))) > 0) {
      throw new CommandError(
        'INPUT_INVALID',
        'The brand has customers already: generated ones go into an empty brand',
      );
    }
    const nowMs = platform.clock.nowMs();
    const invention = {
      seed: context.whole('seed', 1, 0, 2 ** 31),
      eventsPer: context.whole('events-per', 10, 1, 1_000),
      spanDays: context.whole('days', 365, 1, 3_650),
      lastDay: layers.today(brand),
    };
    const writer = await InventedWriter.open(platform, app, brand);
    for (let first = 0; first < customers; first += CUSTOMERS_PER_BATCH) {
      const size = Math.min(CUSTOMERS_PER_BATCH, customers - first);
      await writer.write(Array.from({ length: size }, (_, i) => inventCustomer(invention, first + i)));
      if ((first + size) % PROGRESS_EVERY === 0) say(`${first + size} customers`);
    }
    const seconds = (platform.clock.nowMs() - nowMs) / 1000;
    const { written } = writer;
    answer({ ...written, seconds }, [
      `${written.customers} customers, ${written.events} events, ${written.orders} orders, ${written.refunds} refunds`,
    ]);
    return 0;
  },
};
