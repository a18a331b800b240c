import { randomBytes } from 'node:crypto';
import { OperatorsService, roleNames } from '../modules/identity';
import { newTotpSecret, totpUri } from '../platform/auth/totp';
import { CommandError, type Command } from './command';

/** Makes a console account. The password and the one-time secret are shown this once and kept only as hash and ciphertext. */
export const operator: Command = {
  name: 'operator',
  usage: `operator add --login NAME [--name TEXT] [--role ${roleNames.join('|')}] [--totp]   make a console account`,
  async run({ app, words, options, brand, answer }) {
    const login = typeof options['login'] === 'string' ? options['login'] : '';
    const role = typeof options['role'] === 'string' ? options['role'] : 'owner';
    if (words[0] !== 'add' || !/^\S{3,64}$/.test(login)) {
      throw new CommandError(
        'INPUT_INVALID',
        'operator add needs --login of 3 to 64 characters without blanks',
      );
    }
    if (!roleNames.includes(role))
      throw new CommandError('INPUT_INVALID', `--role is one of ${roleNames.join(', ')}`);
    const { id: brandId, name: brandName } = await brand();
    const password = randomBytes(12).toString('base64url');
    const totpSecret = options['totp'] === true ? newTotpSecret() : undefined;
    const displayName = typeof options['name'] === 'string' ? options['name'] : login;
    const operators = app.get(OperatorsService, { strict: false });
    const made = await operators.create({
      brandId,
      login,
      displayName,
      password,
      role,
      ...(totpSecret ? { totpSecret } : {}),
    });
    if (!made) throw new CommandError('INPUT_INVALID', 'That login is taken');
    const totp = totpSecret ? totpUri(totpSecret, login, brandName) : null;
    answer({ login, role, password, totp }, [
      `Login     ${login} (${role})`,
      `Password  ${password}`,
      ...(totp ? [`One-time  ${totp}`] : []),
      'Shown once: write them down now.',
    ]);
    return 0;
  },
};
