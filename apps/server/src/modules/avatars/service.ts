import { Injectable } from '@nestjs/common';
import { cleanImage, ok, type Result } from '@liuliang/domain';
import type { Person } from '../../platform/areas';
import type { FieldPlace } from '../../platform/auth/fields';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RefusalOf } from '../../platform/http';
import { CustomersService, PersonalFields } from '../members';
import { avatars, type AvatarRow } from './entities';

export interface AvatarView {
  /** As a data address; null: none. */
  readonly image: string | null;
}

interface Member {
  readonly brandId: number;
  readonly person: Person;
}

/** Where a picture is sealed. */
export const avatarField = (customerId: number): FieldPlace => ({
  table: 'customer_avatar',
  column: 'sealed',
  rowId: customerId,
});

/** Pictures of people: sealed where they are kept, opened for whoever may see the name. */
@Injectable()
export class Avatars {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
    private readonly fields: PersonalFields,
  ) {}

  of({ brandId, person }: Member): Promise<AvatarView> {
    return this.db.read((reader) => this.view(reader, brandId, person.family));
  }

  /** The picture of a person: the newest, where several became one. */
  async view(reader: Reader, brandId: number, family: readonly number[]): Promise<AvatarView> {
    const newest = { order: 'set_at_ms DESC, customer_id DESC', limit: 1 } as const;
    const [row] = await avatars.select(reader, brandId, { customerId: family }, newest);
    return { image: row ? this.opened(row) : null };
  }

  /** Keeps what is drawn of a picture, in place of the one before. */
  async set(
    { brandId, person: { customerId } }: Member,
    base64: string,
  ): Promise<Result<AvatarView, RefusalOf<'setMyAvatar'>>> {
    const clean = cleanImage(Buffer.from(base64, 'base64'));
    if (!clean.ok) return clean;
    const { type, bytes } = clean.value;
    const image = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
    return this.db.run('avatars.set', async (tx) => {
      const person = (await this.customers.lock(tx, { id: brandId }, [customerId])).person(customerId);
      await this.remove(tx, brandId, person);
      const id = person.customerId;
      const sealed = this.fields.seal(brandId, avatarField(id), image);
      await avatars.insert(tx, [{ customerId: id, brandId, sealed, setAtMs: tx.nowMs() }]);
      return ok({ image });
    });
  }

  async forget({ brandId, person: { customerId } }: Member): Promise<AvatarView> {
    return this.db.run('avatars.forget', async (tx) => {
      const person = (await this.customers.lock(tx, { id: brandId }, [customerId])).person(customerId);
      await this.remove(tx, brandId, person);
      return { image: null };
    });
  }

  async remove(tx: Tx, brandId: number, { family }: Person): Promise<void> {
    await avatars.remove(tx, brandId, { customerId: family });
  }

  private opened({ brandId, customerId, sealed }: AvatarRow): string {
    return this.fields.open(brandId, avatarField(customerId), sealed);
  }
}
