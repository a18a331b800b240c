import { BrandsService } from '../modules/brands';
import { CommandError, type Command } from './command';

export const init: Command = {
  name: 'init',
  usage: 'init --brand CODE [--name NAME] [--time-zone ZONE]   migrate, and make an empty brand',
  async run({ app, options, answer }) {
    const code = typeof options['brand'] === 'string' ? options['brand'] : '';
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(code)) {
      throw new CommandError(
        'INPUT_INVALID',
        '--brand needs a code of letters, digits, - and _ (at most 32)',
      );
    }
    const name = typeof options['name'] === 'string' ? options['name'] : code;
    const zone = typeof options['time-zone'] === 'string' ? { timeZone: options['time-zone'] } : {};
    const brands = app.get(BrandsService, { strict: false });
    const made = await brands.create({ code, name, ...zone });
    answer({ brand: code, created: made !== null }, [
      made ? `Brand ${code} is ready.` : `Brand ${code} was there already.`,
    ]);
    return 0;
  },
};
