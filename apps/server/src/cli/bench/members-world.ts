import { dayOf } from '@liuliang/domain';
import { BrandsService, type Brand } from '../../modules/brands';
import { GuideRolesService } from '../../modules/guides';
import { OperatorsService, SessionsService } from '../../modules/identity';
import { CustomersService, MemberCodesService } from '../../modules/members';
import { customers } from '../../modules/members/entities';
import { TiersService } from '../../modules/tiers';
import { fillMembers, insertGifts, makeNumbers } from './members-world.queries';
import type { Scratch } from './scratch';

const GIFTS = 12;
const STORES = 50;
const GUIDES = 8;
const ACTORS_MAX = 6_000;
const ACTORS_AT_ONCE = 200;

/** Somebody who calls: the row id of the customer, and the access token. */
export interface Actor {
  readonly customerId: number;
  readonly token: string;
}

/** A brand with many members, of whom some call, with guides and an operator, all signed in. */
export class MembersWorld {
  private constructor(
    private readonly scratch: Scratch,
    readonly brand: Brand,
    readonly members: readonly Actor[],
    readonly guides: readonly Actor[],
    readonly operator: string,
  ) {}

  static async make(scratch: Scratch, asked: number, say: (text: string) => void): Promise<MembersWorld> {
    const { app, platform } = scratch;
    const brands = app.get(BrandsService, { strict: false });
    const brand = await brands.create({ code: 'bench', name: 'bench' });
    if (!brand) throw new Error('The scratch database was not empty');
    const count = Math.ceil(asked / 1_000) * 1_000;
    await makeNumbers(platform.db);
    await fillMembers(platform.db, brand.id, count, dayOf(platform.clock.nowMs(), brand.timeZone), say);
    await platform.db.run('bench.gifts', (tx) => insertGifts(tx, brand.id, GIFTS));
    const stores = Array.from({ length: STORES }, (_, i) => ({ code: `S${i}`, name: `store ${i}` }));
    await brands.addStores(
      brand.id,
      stores.map((store) => ({ ...store, kind: 'direct', region: '' })),
    );
    // Members who call stand all over the brand; those right behind the first of them are guides.
    const actors = Math.min(ACTORS_MAX, Math.floor(count / 10));
    const step = Math.floor(count / actors);
    const ids = Array.from({ length: actors }, (_, i) => i * step + 1);
    const members = await signIn(scratch, brand, ids);
    const guides = await signIn(
      scratch,
      brand,
      Array.from({ length: GUIDES }, (_, i) => i * step + 2),
    );
    await appoint(scratch, brand, guides, members);
    say(`${members.length} members and ${guides.length} guides are signed in`);
    return new MembersWorld(scratch, brand, members, guides, await operatorOf(scratch, brand));
  }

  /** Codes that members show now, one each; good for a minute. */
  async codes(count: number): Promise<string[]> {
    const codes = this.scratch.app.get(MemberCodesService, { strict: false });
    const found: string[] = [];
    for (let first = 0; first < count; first += 64) {
      const shown = this.members.slice(first, Math.min(first + 64, count)).map(async ({ customerId }) => {
        return (await codes.issue(this.brand.id, { customerId, family: [customerId] })).code;
      });
      found.push(...(await Promise.all(shown)));
    }
    return found;
  }
}

/** Gives people a name, a number, the standing that their history makes, and a session. */
async function signIn({ app, platform }: Scratch, brand: Brand, ids: readonly number[]): Promise<Actor[]> {
  const [sessions, people, tiers] = [SessionsService, CustomersService, TiersService].map((part) =>
    app.get(part as never, { strict: false }),
  ) as [SessionsService, CustomersService, TiersService];
  const actors: Actor[] = [];
  for (let first = 0; first < ids.length; first += ACTORS_AT_ONCE) {
    const some = ids.slice(first, first + ACTORS_AT_ONCE);
    await platform.db.run('bench.signIn', async (tx) => {
      await tiers.refresh(tx, brand.id, some, { kind: 'join', id: 0 });
      for (const customerId of some) {
        await people.keepField(tx, brand.id, customerId, 'nickname', `member ${customerId}`);
        await people.keepField(
          tx,
          brand.id,
          customerId,
          'mobile',
          `+86139${String(customerId).padStart(8, '0')}`,
        );
        const { accessToken } = await sessions.open(tx, 'member', brand.id, customerId);
        actors.push({ customerId, token: accessToken });
      }
    });
  }
  return actors;
}

/** Every guide works in a store of their own, where every so many-th of those who call is at home. */
async function appoint(
  { app, platform }: Scratch,
  brand: Brand,
  guides: readonly Actor[],
  members: readonly Actor[],
): Promise<void> {
  const stores = await platform.db.read((reader) =>
    app.get(BrandsService, { strict: false }).stores(reader, brand.id),
  );
  for (const [i, { customerId }] of guides.entries()) {
    const storeId = stores.get(`S${i}`)?.id ?? 0;
    const guide = { code: `G${i}`, storeId, customerId, name: `guide ${i}` };
    await app.get(GuideRolesService, { strict: false }).appoint(brand.id, guide);
    const id = members.filter((_, n) => n % guides.length === i).map((member) => member.customerId);
    await platform.db.run('bench.home', (tx) =>
      customers.set(tx, brand.id, { id }, { homeStoreId: storeId }),
    );
  }
}

async function operatorOf({ app, platform }: Scratch, brand: Brand): Promise<string> {
  const account = { login: 'bench', password: `bench-${platform.clock.nowMs()}`, displayName: 'bench' };
  const operator = await app
    .get(OperatorsService, { strict: false })
    .create({ ...account, brandId: brand.id, role: 'owner' });
  if (!operator) throw new Error('The operator of the bench was there already');
  const sessions = app.get(SessionsService, { strict: false });
  const { accessToken } = await platform.db.run('bench.operator', (tx) =>
    sessions.open(tx, 'operator', brand.id, operator.id),
  );
  return accessToken;
}
