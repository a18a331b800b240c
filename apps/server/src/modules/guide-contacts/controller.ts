import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import {
  Input,
  Serve,
  Who,
  type CustomerPrincipal,
  type InputOf,
  type OperatorPrincipal,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { guideOf } from '../guides';
import type { ContactRow } from './entities';
import { GuideContacts } from './service';

/** Contacts for the guides themselves and for operators; members are answered with their guide (`modules/stores`). */
@Controller()
export class GuideContactsController {
  constructor(
    private readonly db: Database,
    private readonly contacts: GuideContacts,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.myContact)
  async mine(@Who() who: CustomerPrincipal) {
    const { guideId } = guideOf(who);
    return answer(await this.db.read((reader) => this.contacts.of(reader, who.brandId, guideId)));
  }

  @Serve(routes.setMyContact)
  async setMine(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.setMyContact>) {
    const set = await this.contacts.setOwn(who.brandId, guideOf(who).guideId, body.link);
    return set.ok ? ok(answer(set.value)) : set;
  }

  @Serve(routes.removeMyContact)
  async removeMine(@Who() who: CustomerPrincipal) {
    // Without a text there is none to refuse.
    await this.contacts.setOwn(who.brandId, guideOf(who).guideId, null);
    return answer(null);
  }

  @Serve(routes.guideContacts)
  async all(@Who() { brandId }: OperatorPrincipal) {
    const rows = await this.contacts.all(brandId);
    const items = rows.map((row) => ({ ...shown(row), guideId: this.publicIds.encode('gde', row.guideId) }));
    return { items };
  }

  @Serve(routes.setGuideContact)
  async set(
    @Who() who: OperatorPrincipal,
    @Input() { params, body }: InputOf<typeof routes.setGuideContact>,
  ) {
    const guideId = this.publicIds.decode('gde', params.guideId) ?? 0;
    const set = await this.contacts.set(who, guideId, body.link);
    return set.ok ? ok(answer(set.value)) : set;
  }
}

const shown = ({ link, setAtMs, operatorId }: ContactRow) => ({
  ...{ link, setAtMs },
  setBy: operatorId === 0 ? ('guide' as const) : ('operator' as const),
});

const answer = (row: ContactRow | null) => ({ contact: row && shown(row) });
