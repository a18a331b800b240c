import { createHash } from 'node:crypto';
import { appendTo, dayOf } from '@liuliang/domain';
import { schema } from '../../areas';
import { BrandsService, type Brand } from '../../modules/brands';
import { GuideRolesService } from '../../modules/guides';
import { OperatorsService, SessionsService } from '../../modules/identity';
import { CustomersService, MemberCodesService } from '../../modules/members';
import { customers } from '../../modules/members/entities';
import { TiersService } from '../../modules/tiers';
import type { Platform } from '../../platform/platform';
import { CommandError } from '../command';
import { fillMembers, insertGifts, makeNumbers, readMark, writeMark } from './members-world.queries';
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

  /**
   * Fills the database, or finds what a run before left there; those who call sign in anew.
   * @throws CommandError when what is there was made for another number of members, schema or secret
   */
  static async make(scratch: Scratch, asked: number, say: (text: string) => void): Promise<MembersWorld> {
    const count = Math.ceil(asked / 1_000) * 1_000;
    const made = markOf(scratch.platform, count);
    const startedAt = performance.now();
    const seconds = (): string => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;
    const kept = await readMark(scratch.platform.db);
    if (kept !== null && kept !== made)
      throw new CommandError('INPUT_INVALID', `what is kept under this name is ${kept}, not ${made}`);
    if (kept === null) await fill(scratch, count, say);
    const brand = await scratch.app.get(BrandsService, { strict: false }).byCode('bench');
    if (!brand) throw new Error('The brand of the bench is not there');
    // Members who call stand all over the brand; those right behind the first of them are guides.
    const actors = Math.min(ACTORS_MAX, Math.floor(count / 10));
    const step = Math.floor(count / actors);
    const memberIds = Array.from({ length: actors }, (_, i) => i * step + 1);
    const guideIds = Array.from({ length: GUIDES }, (_, i) => i * step + 2);
    if (kept === null) {
      await introduce(scratch, brand, [...memberIds, ...guideIds]);
      await appoint(scratch, brand, guideIds, memberIds);
      await writeMark(scratch.platform.db, made);
    }
    say(kept === null ? `${count} members were made in ${seconds()}` : `${count} members were kept`);
    const members = await signIn(scratch, brand, memberIds);
    const guides = await signIn(scratch, brand, guideIds);
    const operator = await operatorOf(scratch, brand);
    say(`${members.length} members and ${guides.length} guides are signed in after ${seconds()}`);
    return new MembersWorld(scratch, brand, members, guides, operator);
  }

  /** Codes that members show now, one each; good for a minute. */
  async codes(count: number): Promise<string[]> {
    const codes = this.scratch.app.get(MemberCodesService, { strict: false });
    const found: string[] = [];
    for (let first = 0; first < count; first += 64) {
      const shown = this.members.slice(first, Math.min(first + 64, count)).map(async ({ customerId }) => {
        return (await codes.issue(this.brand.id, { customerId, family: [customerId] })).code;
      });
      appendTo(found, await Promise.all(shown));
    }
    return found;
  }
}

/** What a filled database was made for: another one would measure something else, or could not be read. */
function markOf({ secrets }: Platform, count: number): string {
  const shape = schema.tables.map(({ name, definition }) => [name, ...Object.keys(definition)]);
  const digest = createHash('sha256').update(JSON.stringify(shape)).update(secrets.derive('bench'));
  return `${count} members ${digest.digest('hex').slice(0, 12)}`;
}

async function fill({ app, platform }: Scratch, count: number, say: (text: string) => void): Promise<void> {
  const brands = app.get(BrandsService, { strict: false });
  const brand = await brands.create({ code: 'bench', name: 'bench' });
  if (!brand) throw new Error('The scratch database was not empty');
  await makeNumbers(platform.db);
  await fillMembers(platform.db, brand.id, count, dayOf(platform.clock.nowMs(), brand.timeZone), say);
  await platform.db.run('bench.gifts', (tx) => insertGifts(tx, brand.id, GIFTS));
  const stores = Array.from({ length: STORES }, (_, i) => ({ code: `S${i}`, name: `store ${i}` }));
  await brands.addStores(
    brand.id,
    stores.map((store) => ({ ...store, kind: 'direct', region: '' })),
  );
}

/** Gives people a name, a number, and the standing that their history makes. */
async function introduce({ app, platform }: Scratch, brand: Brand, ids: readonly number[]): Promise<void> {
  const people = app.get(CustomersService, { strict: false });
  const tiers = app.get(TiersService, { strict: false });
  await inParts(ids, (some) =>
    platform.db.run('bench.introduce', async (tx) => {
      await tiers.refresh(tx, brand.id, some, { kind: 'join', id: 0 });
      for (const id of some) {
        const mobile = `+86139${String(id).padStart(8, '0')}`;
        await people.keepField(tx, brand.id, id, 'nickname', `member ${id}`);
        await people.keepField(tx, brand.id, id, 'mobile', mobile);
      }
    }),
  );
}

async function signIn({ app, platform }: Scratch, brand: Brand, ids: readonly number[]): Promise<Actor[]> {
  const sessions = app.get(SessionsService, { strict: false });
  const actors: Actor[] = [];
  await inParts(ids, (some) =>
    platform.db.run('bench.signIn', async (tx) => {
      for (const customerId of some) {
        const { accessToken } = await sessions.open(tx, 'member', brand.id, customerId);
        actors.push({ customerId, token: accessToken });
      }
    }),
  );
  return actors;
}

async function inParts(
  ids: readonly number[],
  work: (some: readonly number[]) => Promise<void>,
): Promise<void> {
  for (let first = 0; first < ids.length; first += ACTORS_AT_ONCE)
    await work(ids.slice(first, first + ACTORS_AT_ONCE));
}

/** Every guide works in a store of their own, where every so many-th of those who call is at home. */
async function appoint(
  { app, platform }: Scratch,
  brand: Brand,
  guideIds: readonly number[],
  memberIds: readonly number[],
): Promise<void> {
  const stores = await platform.db.read((reader) =>
    app.get(BrandsService, { strict: false }).stores(reader, brand.id),
  );
  for (const [i, customerId] of guideIds.entries()) {
    const storeId = stores.get(`S${i}`)?.id ?? 0;
    const guide = { code: `G${i}`, storeId, customerId, name: `guide ${i}` };
    await app.get(GuideRolesService, { strict: false }).appoint(brand.id, guide);
    const id = memberIds.filter((_, n) => n % guideIds.length === i);
    await platform.db.run('bench.home', (tx) =>
      customers.set(tx, brand.id, { id }, { homeStoreId: storeId }),
    );
  }
}

async function operatorOf({ app, platform }: Scratch, brand: Brand): Promise<string> {
  const account = {
    login: `bench-${platform.clock.nowMs()}`,
    password: `bench-${platform.clock.nowMs()}`,
    displayName: 'bench',
  };
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
