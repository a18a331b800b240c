import { randomBytes } from 'node:crypto';
import type { Result } from '@liuliang/domain';
import { OperatorAccess, OperatorsService, roleNames, type Account } from '../modules/identity';
import { newTotpSecret, totpUri } from '../platform/auth/totp';
import { CommandError, type Command, type CommandContext } from './command';
import { tableLines } from './table';

/** What may be done to an account that is there, by word; each ends what it has to end at once. */
const CHANGES = ['dismiss', 'reinstate', 'end-sessions', 'reset-totp', 'password'] as const;
type Change = (typeof CHANGES)[number];

const SAID: Readonly<Record<Change, string>> = {
  dismiss: 'dismissed; all sessions ended',
  reinstate: 'may sign in again',
  'end-sessions': 'all sessions ended',
  'reset-totp': 'signs in without a one-time code until enrolled again; all sessions ended',
  password: 'has another password; all sessions ended',
};

const isoOr = (atMs: number, none: string): string => (atMs === 0 ? none : new Date(atMs).toISOString());
const newPassword = (): string => randomBytes(12).toString('base64url');

/**
 * Accounts of the console, for the first one and for emergencies. Passwords and one-time secrets are shown once and kept
 * only as hash and ciphertext. Running servers follow within five seconds.
 */
export const operator: Command = {
  name: 'operator',
  usage: `operator add --login NAME [--name TEXT] [--role ${roleNames.join('|')}] [--totp]   make a console account
  operator list   who may sign in, and since when who may not
  operator ${CHANGES.join('|')} --login NAME   end or mend the access of an account`,
  run(context) {
    const [word = ''] = context.words;
    if (word === 'add') return add(context);
    if (word === 'list') return list(context);
    const change = CHANGES.find((one) => one === word);
    if (change) return changed(context, change);
    throw new CommandError('INPUT_INVALID', `After operator comes add, list, ${CHANGES.join(', ')}`);
  },
};

async function add({ app, options, brand, answer }: CommandContext): Promise<number> {
  const login = typeof options['login'] === 'string' ? options['login'] : '';
  const role = typeof options['role'] === 'string' ? options['role'] : 'owner';
  if (!/^\S{3,64}$/.test(login)) {
    throw new CommandError(
      'INPUT_INVALID',
      'operator add needs --login of 3 to 64 characters without blanks',
    );
  }
  if (!roleNames.includes(role))
    throw new CommandError('INPUT_INVALID', `--role is one of ${roleNames.join(', ')}`);
  const { id: brandId, name: brandName } = await brand();
  const password = newPassword();
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
}

async function list({ app, brand, answer }: CommandContext): Promise<number> {
  const accounts = await app.get(OperatorAccess, { strict: false }).list((await brand()).id);
  const rows = accounts.map(({ login, role, hasTotp, sessions, signedInAtMs, dismissedAtMs }) => ({
    login,
    role,
    totp: hasTotp,
    sessions,
    signedInAt: isoOr(signedInAtMs, '-'),
    dismissedAt: isoOr(dismissedAtMs, '-'),
  }));
  answer(
    rows,
    tableLines(
      ['Login', 'Role', 'One-time', 'Sessions', 'Last sign-in', 'Dismissed'],
      rows.map((row) => [
        ...[row.login, row.role, row.totp ? 'yes' : 'no', String(row.sessions)],
        ...[row.signedInAt, row.dismissedAt],
      ]),
    ),
  );
  return 0;
}

async function changed({ app, options, answer }: CommandContext, change: Change): Promise<number> {
  const login = typeof options['login'] === 'string' ? options['login'] : '';
  const found = await app.get(OperatorsService, { strict: false }).byLogin(login);
  if (!found) throw new CommandError('OPERATOR_UNKNOWN', 'operator needs the --login of an account');
  const access = app.get(OperatorAccess, { strict: false });
  const by = { brandId: found.brandId, operatorId: 0 };
  const password = newPassword();
  const work: Record<Change, () => Promise<Result<Account, { readonly code: string }>>> = {
    dismiss: () => access.dismiss(by, found.id),
    reinstate: () => access.reinstate(by, found.id),
    'end-sessions': () => access.endSessions(by, found.id),
    'reset-totp': () => access.resetTotp(by, found.id),
    password: () => access.setPassword(by, found.id, password),
  };
  const done = await work[change]();
  if (!done.ok) {
    throw new CommandError(
      done.error.code,
      done.error.code === 'LAST_OWNER'
        ? 'This is the last owner of the brand who can sign in; add another one first'
        : 'There is no such account',
    );
  }
  const shown = change === 'password' ? { password } : {};
  answer({ login: done.value.login, change, ...shown }, [
    `${done.value.login} ${SAID[change]}`,
    ...(change === 'password' ? [`Password  ${password}`, 'Shown once: write it down now.'] : []),
  ]);
  return 0;
}
