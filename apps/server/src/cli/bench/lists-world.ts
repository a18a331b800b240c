import { BindingsService } from '../../modules/bindings';
import { BrandsService } from '../../modules/brands';
import { CustomersService } from '../../modules/members';
import type { Tx } from '../../platform/db/statements';
import { spreadOverChannel, spreadOverLevels, spreadOverStores, type Span } from './lists-world.queries';
import type { MembersWorld } from './members-world';
import type { Scratch } from './scratch';

/** As frequent as they are: who looks for the first one finds a twelfth of everybody. */
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙';
export const COMMON_SURNAME = '王';
/** One in five thousand. */
export const RARE_SURNAME = '亓';
const RARE_EVERY = 5_000;
const GIVEN = '安宁清远若晨思齐景行嘉言子衿知许念初沐阳云舒望舒以墨书意星河南乔';
const SPAN = 1_000;
const BOUND = 5_000;
const MINUTE_MS = 60_000;

/** An invented name of three signs, the same for the same number. */
export function nameOfNumber(number: number): string {
  const surname = number % RARE_EVERY === 0 ? RARE_SURNAME : SURNAMES[number % SURNAMES.length];
  // Two numbers without a common period, so that most names are rare.
  const [one, two] = [(number * 7 + Math.floor(number / 31)) % GIVEN.length, (number * 13) % GIVEN.length];
  return `${surname}${GIVEN[one]}${GIVEN[two]}`;
}

/** Gives the members of a world what lists are narrowed down by: stores, levels, a channel, names; and a guide 5,000 customers. */
export async function furnish(
  { app, platform }: Scratch,
  { brand, guides }: MembersWorld,
  members: number,
  guideId: number,
  say: (text: string) => void,
): Promise<void> {
  const stores = [
    ...(
      await platform.db.read((reader) => app.get(BrandsService, { strict: false }).stores(reader, brand.id))
    ).values(),
  ];
  const people = app.get(CustomersService, { strict: false });
  const storeIds = stores.map(({ id }) => id);
  const name = async (tx: Tx, [first, last]: Span): Promise<void> => {
    for (let id = first; id <= last; id += 1)
      await people.keepField(tx, brand.id, id, 'nickname', nameOfNumber(id));
  };
  for (let first = 1; first <= members; first += SPAN) {
    const span: Span = [first, Math.min(first + SPAN - 1, members)];
    await platform.db.run('bench.furnish', async (tx) => {
      await spreadOverStores(tx, brand.id, storeIds, span);
      await spreadOverLevels(tx, brand.id, span);
      await spreadOverChannel(tx, brand.id, span);
      await name(tx, span);
    });
    if ((first + SPAN - 1) % 100_000 === 0) say(`${first + SPAN - 1} members are named`);
  }
  const bindings = app.get(BindingsService, { strict: false });
  const guide = { guideId, storeId: storeIds[0] ?? 0 };
  const nowMs = platform.clock.nowMs();
  const own = new Set(guides.map(({ customerId }) => customerId));
  const bound = Array.from({ length: Math.min(BOUND, members) }, (_, i) => i + 1).filter(
    (id) => !own.has(id),
  );
  for (let first = 0; first < bound.length; first += SPAN) {
    await platform.db.run('bench.bind', async (tx) => {
      for (const id of bound.slice(first, first + SPAN))
        await bindings.transfer(tx, brand.id, [id], guide, nowMs - id * MINUTE_MS);
    });
  }
}
