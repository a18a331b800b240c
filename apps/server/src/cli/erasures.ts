import { ErasureRegister, erasedIn, lineOf, readRegister, registerFileOf } from '../modules/members';
import { CommandError, type Command } from './command';

export const erasures: Command = {
  name: 'erasures',
  usage:
    'erasures list | apply [--file FILE] [--again]   who was erased, as lines to keep with backups; erase them in a restored database, with --again also what releases before left of them',
  async run(context) {
    const { words, options, platform, app, answer } = context;
    const [verb, ...more] = words;
    if (more.length > 0 || (verb !== 'list' && verb !== 'apply'))
      throw new CommandError('INPUT_INVALID', 'There is one word after erasures: list or apply');
    if (verb === 'list') {
      const erased = await platform.db.read(erasedIn);
      answer({ erased }, erased.map(lineOf));
      return 0;
    }
    const { file = registerFileOf(platform.env), again = false } = options;
    const register = await registerIn(String(file));
    const applied = await app.get(ErasureRegister, { strict: false }).apply(register, again === true);
    const { erased, entangled } = applied;
    const outcome =
      entangled.length === 0
        ? 'Nobody of the register is left.'
        : `Merged here with somebody who was never erased, so that a person decides: customers ${entangled.join(', ')}`;
    answer({ register: register.length, ...applied }, [
      `${register.length} in the register, ${erased} erased`,
      outcome,
    ]);
    return entangled.length === 0 ? 0 : 1;
  },
};

async function registerIn(file: string) {
  try {
    return await readRegister(file);
  } catch (error) {
    throw new CommandError('INPUT_INVALID', (error as Error).message);
  }
}
