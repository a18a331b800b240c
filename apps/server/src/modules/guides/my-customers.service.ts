import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { DAY_MS, dayOf } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { CustomerPrincipal, Newest, Page, PageAsk } from '../../platform/http';
import { BrandsService, type Brand } from '../brands';
import { BirthdaysService, checkIdentity, CustomersService, MembershipService, NameIndex } from '../members';
import { TierScreens } from '../tiers';
import { EXPIRING_SOON_MS, GuideCards, isThisMonth } from './cards.service';
import { customersOfGuide, type ContactRow, type MyCustomersFilter } from './my-customers.queries';
import { guideOf } from './workspace.service';

type Asked = Omit<z.output<NonNullable<(typeof routes)['guideCustomers']['body']>>, 'cursor' | 'limit'>;
type Reply = z.input<(typeof routes)['guideCustomers']['reply']>;
type Item = Reply['items'][number];
type Listed = Page<Item, Newest> & Pick<Reply, 'levels'>;

/** Whether a customer is one of those asked for, as far as only what is sealed can tell. */
type Sealed = (reader: Reader, rows: readonly ContactRow[]) => Promise<readonly ContactRow[]>;

/** Customers opened at once where only what is sealed decides, and in one request: the next page goes on from there. */
const READ_AT_ONCE = 500;
const READ_MAX = 5_000;

/**
 * The customers a guide looks after, the latest contact first. What is stored in the open narrows the walk itself; names,
 * the end of a mobile number and birthdays are sealed, so those of the guide's own few thousand are opened, page by page.
 */
@Injectable()
export class MyCustomersService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly membership: MembershipService,
    private readonly names: NameIndex,
    private readonly birthdays: BirthdaysService,
    private readonly cards: GuideCards,
    private readonly tiers: TierScreens,
  ) {}

  async list(who: CustomerPrincipal, asked: Asked, page: PageAsk<Newest>): Promise<Listed> {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, who.brandId);
      const filter = await this.filterOf(reader, brand, guideOf(who).guideId, asked);
      const { items, next } = await this.walk(reader, filter, this.sealedOf(brand, asked), page);
      const people = await this.customers.people(
        reader,
        brand,
        items.map(({ customerId }) => customerId),
      );
      const cards = await this.cards.of(reader, brand, [...people.values()]);
      const shown = items.map(({ customerId, atMs }): Item => {
        const card = cards.get(customerId);
        if (!card) throw new Error('A customer of a guide is not of this brand');
        return { ...card, contactAtMs: atMs };
      });
      // GUIDES-5: whose birthday it is is not found either of who does not allow it to be shown.
      return {
        items: asked.birthday ? shown.filter(({ birthday }) => birthday !== null) : shown,
        next,
        levels: await this.tiers.levels(reader, brand.id),
      };
    });
  }

  private async filterOf(
    reader: Reader,
    brand: Brand,
    guideId: number,
    { search, tier, gift, expiring, birthday, notBoughtDays }: Asked,
  ): Promise<MyCustomersFilter> {
    const nowMs = reader.nowMs();
    const filter = {
      brandId: brand.id,
      guideId,
      tier,
      hasGift: gift !== undefined,
      hasBirthday: birthday !== undefined,
      expiresBeforeMs: expiring && nowMs + EXPIRING_SOON_MS,
      notBoughtSinceMs: notBoughtDays && nowMs - notBoughtDays * DAY_MS,
    };
    if (search === undefined || isEnding(search)) return filter;
    const mobile = checkIdentity('mobile', search);
    if (!mobile.ok) return { ...filter, buckets: this.names.bucketsOf(brand.id, search) };
    const customerId = (await this.customers.find(reader, brand, mobile.value)) ?? 0;
    return { ...filter, customerId };
  }

  /** What must be opened to judge, in the order of what it costs. */
  private sealedOf(brand: Brand, { search, birthday }: Asked): readonly Sealed[] {
    const sealed: Sealed[] = [];
    if (search !== undefined && isEnding(search))
      sealed.push(async (_, rows) => rows.filter((row) => this.endsWith(brand, row, search)));
    else if (search !== undefined && !checkIdentity('mobile', search).ok)
      sealed.push(async (_, rows) =>
        rows.filter(({ customerId: id, nickname }) => this.names.holds(brand.id, { id, nickname }, search)),
      );
    if (birthday) sealed.push((reader, rows) => this.bornThisMonth(reader, brand, rows));
    return sealed;
  }

  /** Reads on until a page is full, the list ends, or enough was opened for one request. */
  private async walk(
    reader: Reader,
    filter: MyCustomersFilter,
    sealed: readonly Sealed[],
    { after, limit }: PageAsk<Newest>,
  ): Promise<Page<ContactRow, Newest>> {
    const atOnce = sealed.length === 0 ? limit : READ_AT_ONCE;
    const found: ContactRow[] = [];
    let place = after;
    for (let read = 0; read < READ_MAX; read += atOnce) {
      // One row beyond, by which the end is known.
      const rows = await customersOfGuide(reader, filter, { after: place, limit: atOnce });
      const page = rows.slice(0, atOnce);
      let passing: readonly ContactRow[] = page;
      for (const judge of sealed) passing = passing.length === 0 ? passing : await judge(reader, passing);
      for (const row of passing) {
        found.push(row);
        if (found.length === limit) {
          const isEnd = row === rows.at(-1);
          return { items: found, next: isEnd ? null : placeOf(row) };
        }
      }
      const last = page.at(-1);
      if (!last || rows.length <= atOnce) return { items: found, next: null };
      place = placeOf(last);
    }
    return { items: found, next: place };
  }

  private endsWith(brand: Brand, row: ContactRow, digits: string): boolean {
    const { customerId: id, nickname, mobile } = row;
    const { mobileMasked } = this.membership.known({ id, brandId: brand.id, nickname, mobile });
    return mobileMasked !== null && mobileMasked.endsWith(digits);
  }

  private async bornThisMonth(
    reader: Reader,
    brand: Brand,
    rows: readonly ContactRow[],
  ): Promise<readonly ContactRow[]> {
    const people = await this.customers.people(
      reader,
      brand,
      rows.map(({ customerId }) => customerId),
    );
    const families = rows.map(({ customerId }) => people.get(customerId)?.family ?? []);
    const birthdays = await this.birthdays.ofFamilies(reader, brand.id, families);
    const today = dayOf(reader.nowMs(), brand.timeZone);
    return rows.filter((_, i) => isThisMonth(birthdays[i], today));
  }
}

const placeOf = ({ atMs, id }: ContactRow): Newest => ({ atMs, id });

/** The last digits of a number: as many as everybody knows by heart, and as a card shows anyway. */
const isEnding = (search: string): boolean => /^\d{4}$/.test(search);
