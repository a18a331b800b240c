import { ConnectorsService } from '../modules/identity';
import { CommandError, type Command } from './command';

/** Makes a key for a POS or platform that sends signed batches. The secret is shown this once and kept encrypted. */
export const connector: Command = {
  name: 'connector',
  usage: 'connector add --name TEXT   make a key for signed batches',
  async run({ app, words, options, brand, answer }) {
    const name = typeof options['name'] === 'string' ? options['name'].trim() : '';
    if (words[0] !== 'add' || name === '' || name.length > 64) {
      throw new CommandError('INPUT_INVALID', 'connector add needs --name of at most 64 characters');
    }
    const { id } = await brand();
    const key = await app.get(ConnectorsService, { strict: false }).create(id, name);
    answer(key, [`Key id  ${key.keyId}`, `Secret  ${key.secret}`, 'Shown once: write them down now.']);
    return 0;
  },
};
