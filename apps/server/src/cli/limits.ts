import { LimitName } from '@liuliang/contract';
import { Limits } from '../modules/limits';
import { CommandError, type Command } from './command';

const REASON_MAX = 200;

/** Two-person limits: shown, and in an emergency set at once, with nobody's consent. All owners read of it. */
export const limits: Command = {
  name: 'limits',
  usage: `limits [set --limit ${LimitName.options.join('|')} --to N --reason TEXT] [--brand CODE]   show two-person limits, or set one at once in an emergency`,
  async run({ app, words, options, brand, whole, answer }) {
    const { id: brandId } = await brand();
    const service = app.get(Limits, { strict: false });
    const current = await service.current(brandId);
    if (words.length === 0) {
      const values = Object.fromEntries(current.map(({ name, value }) => [name, value]));
      answer(
        values,
        current.map(({ name, value }) => `${name}  ${value}`),
      );
      return 0;
    }
    const limit = current.find(({ name }) => name === options['limit']);
    const reason = typeof options['reason'] === 'string' ? options['reason'].trim() : '';
    if (words[0] !== 'set' || !limit || options['to'] === undefined)
      throw new CommandError(
        'INPUT_INVALID',
        `limits set needs --limit (${LimitName.options.join(', ')}) and --to`,
      );
    if (reason === '' || reason.length > REASON_MAX)
      throw new CommandError('INPUT_INVALID', `--reason needs 1 to ${REASON_MAX} characters`);
    const { from, to } = await service.setNow(brandId, limit, whole('to', 0, 0, 1e12), reason);
    answer({ limit: limit.name, from, to }, [
      `${limit.name}: ${from} → ${to}, from now on. It is in the audit log, and owners are told.`,
    ]);
    return 0;
  },
};
