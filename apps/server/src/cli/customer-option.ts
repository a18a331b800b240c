import type { Brand } from '../modules/brands';
import { CustomersService, checkIdentity, type FoundPerson } from '../modules/members';
import { CommandError, type CommandContext } from './command';

/** The customer named by `--identity KIND:VALUE`, as files name them. */
export async function customerOption(context: CommandContext, brand: Brand): Promise<FoundPerson> {
  const given = context.options['identity'];
  const [, kind, value] = /^([^:]+):(.+)$/s.exec(typeof given === 'string' ? given : '') ?? [];
  if (kind === undefined || value === undefined)
    throw new CommandError('INPUT_INVALID', '--identity needs a kind and a value, such as pos_card:C-1001');
  const identity = checkIdentity(kind, value);
  if (!identity.ok) throw new CommandError(identity.error.code, `--identity ${given as string} is none`);
  const customers = context.app.get(CustomersService, { strict: false });
  const person = await context.platform.db.read(async (reader) => {
    const id = await customers.find(reader, brand, identity.value);
    return id === null ? null : customers.person(reader, brand, id);
  });
  if (person) return person;
  throw new CommandError('CUSTOMER_UNKNOWN', `Nobody of ${brand.code} is known by ${given as string}`);
}
