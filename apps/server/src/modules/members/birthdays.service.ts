import { Injectable } from '@nestjs/common';
import { checkBirthday, DAY_MS, fail, ok, type Birthday, type Result } from '@liuliang/domain';
import type { Person } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { FieldPlace } from '../../platform/auth/fields';
import type { RefusalOf } from '../../platform/http';
import { CustomersService } from './customers.service';
import { birthdays, type BirthdayRow } from './entities';
import { PersonalFields } from './personal-fields';

export interface BirthdayView {
  readonly birthday: Birthday | null;
  /** Before it the birthday stays as it is; null: it may be changed now. */
  readonly changeableAtMs: number | null;
}

/** A birthday that could be moved at will would be one every month. */
const KEPT_MS = 365 * DAY_MS;

/** Where a day of birth is sealed. */
export const birthdayField = (customerId: number): FieldPlace => ({
  table: 'customer_birthday',
  column: 'value',
  rowId: customerId,
});

/** Day and month of birth, sealed like every personal field; the year is nobody's business. */
@Injectable()
export class BirthdaysService {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
    private readonly fields: PersonalFields,
  ) {}

  view(brandId: number, { family }: Person): Promise<BirthdayView> {
    return this.db.read((reader) => this.viewIn(reader, brandId, family));
  }

  /** Order of checks: the date, the year of rest after the last change. The same birthday again changes nothing. */
  async set(
    brandId: number,
    askedId: number,
    birthday: Birthday,
  ): Promise<Result<BirthdayView, RefusalOf<'setMyBirthday'>>> {
    const checked = checkBirthday(birthday);
    if (!checked.ok) return checked;
    return this.db.run(
      'members.setBirthday',
      async (tx): Promise<Result<BirthdayView, RefusalOf<'setMyBirthday'>>> => {
        const { customerId, family } = (await this.customers.lock(tx, { id: brandId }, [askedId])).person(
          askedId,
        );
        const known = await this.viewIn(tx, brandId, family);
        if (known.birthday && isSame(known.birthday, birthday)) return ok(known);
        if (known.changeableAtMs !== null) {
          return fail({ code: 'BIRTHDAY_CHANGED_LATELY', changeableAtMs: known.changeableAtMs });
        }
        await this.write(tx, brandId, customerId, birthday);
        return ok(await this.viewIn(tx, brandId, family));
      },
    );
  }

  /** Forgets the date and keeps when it was told, or forgetting would be a way around the year of rest. */
  async forget(brandId: number, askedId: number): Promise<BirthdayView> {
    return this.db.run('members.forgetBirthday', async (tx) => {
      const { family } = (await this.customers.lock(tx, { id: brandId }, [askedId])).person(askedId);
      await birthdays.set(tx, brandId, { customerId: family }, { value: Buffer.alloc(0) });
      return this.viewIn(tx, brandId, family);
    });
  }

  /** Leaves nothing: for the erasure of a person. */
  async erase(tx: Tx, brandId: number, family: readonly number[]): Promise<void> {
    await birthdays.remove(tx, brandId, { customerId: family });
  }

  /** Birthdays by family, in order; null: not told. */
  async ofFamilies(
    reader: Reader,
    brandId: number,
    families: readonly (readonly number[])[],
  ): Promise<(Birthday | null)[]> {
    const rows = await birthdays.select(reader, brandId, { customerId: [...new Set(families.flat())] });
    const byCustomer = new Map(rows.map((row) => [row.customerId, row]));
    return families.map((family) => {
      const row = latest(family.flatMap((id) => byCustomer.get(id) ?? []));
      return row && this.read(brandId, row);
    });
  }

  private async viewIn(reader: Reader, brandId: number, family: readonly number[]): Promise<BirthdayView> {
    const rows = await birthdays.select(reader, brandId, { customerId: family });
    const changedAtMs = rows.reduce((last, row) => Math.max(last, row.changedAtMs), 0);
    const changeableAtMs = changedAtMs === 0 ? 0 : changedAtMs + KEPT_MS;
    const row = latest(rows);
    return {
      birthday: row && this.read(brandId, row),
      changeableAtMs: changeableAtMs > this.db.nowMs() ? changeableAtMs : null,
    };
  }

  private async write(
    tx: Tx,
    brandId: number,
    customerId: number,
    { calendar, month, day }: Birthday,
  ): Promise<void> {
    const value = this.fields.seal(
      brandId,
      birthdayField(customerId),
      JSON.stringify([calendar, month, day]),
    );
    const row = { customerId, brandId, value, changedAtMs: tx.nowMs() };
    await birthdays.insert(tx, [row], { upsert: ['value', 'changedAtMs'] });
  }

  private read(brandId: number, { customerId, value }: BirthdayRow): Birthday {
    const text = this.fields.open(brandId, birthdayField(customerId), value);
    const [calendar, month, day] = JSON.parse(text) as [Birthday['calendar'], number, number];
    return { calendar, month, day };
  }
}

/** Two cards of one person may each have told one: the last word counts. */
function latest(rows: readonly BirthdayRow[]): BirthdayRow | null {
  const told = rows.filter(({ value }) => value.length > 0);
  return told.reduce<BirthdayRow | null>(
    (last, row) => (last && last.changedAtMs >= row.changedAtMs ? last : row),
    null,
  );
}

const isSame = (a: Birthday, b: Birthday): boolean =>
  a.calendar === b.calendar && a.month === b.month && a.day === b.day;
