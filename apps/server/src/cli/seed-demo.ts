import { seedDemo, StoryClock } from '../demo';
import { BrandsService } from '../modules/brands';
import { CommandError, type Command } from './command';

const clock = new StoryClock();

export const seedDemoBrand: Command = {
  name: 'seed-demo',
  usage: 'seed-demo   fill an empty database with the demo brand 屿见 ISLET',
  clock,
  async run({ app, say, answer }) {
    const others = (await app.get(BrandsService, { strict: false }).all()).filter(
      ({ code }) => code !== 'islet',
    );
    // The demo's sign-in is public: it does not belong beside real customers.
    if (others.length > 0)
      throw new CommandError(
        'INPUT_INVALID',
        'There is another brand here: the demo wants a database of its own.',
      );
    const seeded = await seedDemo(app, { clock, say });
    answer(
      { brand: 'islet', seeded: seeded !== null, ...seeded },
      seeded
        ? [
            `${seeded.people} people, ${seeded.events} events, ${seeded.orders} orders, ${seeded.refunds} refunds`,
          ]
        : ['The demo brand was there already.'],
    );
    return 0;
  },
};
