import { ConnectorsService } from '../modules/identity';
import { CommandError, type Command, type CommandContext } from './command';
import { tableLines } from './table';

const HOURS = { usual: 24, most: 168 };

/** Keys for a POS or platform that sends signed batches. A secret is shown once and kept encrypted. */
export const connector: Command = {
  name: 'connector',
  usage: `connector add --name TEXT   make a key for signed batches
  connector list   keys, with what became of them
  connector rotate --key lk_… [--overlap-hours N]   another secret; the one before signs for ${HOURS.usual} hours more
  connector revoke --key lk_…   take nothing any more that is signed with a key, for good`,
  run(context) {
    const [word = ''] = context.words;
    if (word === 'add') return add(context);
    if (word === 'list') return list(context);
    if (word === 'rotate') return rotate(context);
    if (word === 'revoke') return revoke(context);
    throw new CommandError('INPUT_INVALID', 'After connector comes add, list, rotate or revoke');
  },
};

const keysOf = ({ app }: CommandContext): ConnectorsService => app.get(ConnectorsService, { strict: false });

async function add(context: CommandContext): Promise<number> {
  const { options, brand, answer } = context;
  const name = typeof options['name'] === 'string' ? options['name'].trim() : '';
  if (name === '' || name.length > 64)
    throw new CommandError('INPUT_INVALID', 'connector add needs --name of at most 64 characters');
  const { id } = await brand();
  const { keyId, secret } = await keysOf(context).create(id, name);
  answer({ keyId, secret }, shown(keyId, secret));
  return 0;
}

async function list(context: CommandContext): Promise<number> {
  const keys = await keysOf(context).list((await context.brand()).id);
  const rows = keys.map(({ keyId, name, disabledAtMs, formerEndsAtMs }) => ({
    keyId,
    name,
    revokedAtMs: disabledAtMs || null,
    formerEndsAtMs: formerEndsAtMs || null,
  }));
  const at = (atMs: number | null): string => (atMs === null ? '-' : new Date(atMs).toISOString());
  context.answer(
    rows,
    tableLines(
      ['Key id', 'Name', 'Revoked', 'Former secret signs until'],
      rows.map((row) => [row.keyId, row.name, at(row.revokedAtMs), at(row.formerEndsAtMs)]),
    ),
  );
  return 0;
}

async function rotate(context: CommandContext): Promise<number> {
  const hours = context.whole('overlap-hours', HOURS.usual, 0, HOURS.most);
  const { by, id } = await named(context);
  const rotated = await keysOf(context).rotate(by, id, hours);
  if (!rotated.ok) throw new CommandError(rotated.error.code, 'That key was revoked');
  const { keyId, secret } = rotated.value;
  context.answer({ keyId, secret, overlapHours: hours }, [
    ...shown(keyId, secret),
    hours === 0 ? 'The secret before has ended.' : `The secret before signs for ${hours} hours more.`,
  ]);
  return 0;
}

async function revoke(context: CommandContext): Promise<number> {
  const { by, id, keyId } = await named(context);
  await keysOf(context).revoke(by, id);
  context.answer({ keyId, revoked: true }, [`${keyId} is revoked`]);
  return 0;
}

/** The key that is meant, of the brand that is meant. */
async function named(context: CommandContext) {
  const { id: brandId } = await context.brand();
  const keyId = context.options['key'];
  const key = (await keysOf(context).list(brandId)).find((one) => one.keyId === keyId);
  if (!key) throw new CommandError('CONNECTOR_UNKNOWN', 'connector needs the --key of a key of the brand');
  return { id: key.id, keyId: key.keyId, by: { brandId, operatorId: 0 } };
}

const shown = (keyId: string, secret: string): string[] => [
  `Key id  ${keyId}`,
  `Secret  ${secret}`,
  'Shown once: write them down now.',
];
