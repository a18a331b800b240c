import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok } from '@liuliang/domain';
import {
  BY_ID,
  Input,
  Lists,
  Serve,
  Who,
  type CustomerPrincipal,
  type InputOf,
  type OperatorPrincipal,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import type { StorePlaceRow } from './entities';
import { placeOf, StorePlaces, type PlacedStore, type SeenStore } from './service';

/** Stores for operators, who describe them, and for customers, who go there. */
@Controller()
export class StoresController {
  constructor(
    private readonly stores: StorePlaces,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.stores)
  list(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.stores>) {
    return this.lists.answer(routes.stores, input, BY_ID, async (page) => {
      const { items, next } = await this.stores.page(who.brandId, page);
      return { items: items.map((store) => this.placed(store)), next };
    });
  }

  @Serve(routes.describeStore)
  async describe(
    @Who() who: OperatorPrincipal,
    @Input() { params, body }: InputOf<typeof routes.describeStore>,
  ) {
    const described = await this.stores.describe(who, this.idOf(params.storeId), body);
    return described.ok ? ok(this.placed(described.value)) : described;
  }

  @Serve(routes.hideStore)
  async hide(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.hideStore>) {
    const hidden = await this.stores.hide(who, this.idOf(params.storeId));
    return hidden.ok ? ok(this.placed(hidden.value)) : hidden;
  }

  @Serve(routes.findStores)
  async find(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.findStores>) {
    const { items, ...rest } = await this.stores.find(who.brandId, body.near, body.city);
    return { ...rest, items: items.map((store) => this.seen(store)) };
  }

  @Serve(routes.myGuide)
  async guide(@Who() who: CustomerPrincipal) {
    const guide = await this.stores.guideOf(who.brandId, who.person.family);
    return { guide: guide && { ...guide, store: guide.store && this.seen(guide.store) } };
  }

  /** 0 for anything that is no id of ours: no row has it. */
  private idOf(text: string): number {
    return this.publicIds.decode('str', text) ?? 0;
  }

  private placed({ id, code, name, kind, place }: PlacedStore) {
    return {
      ...{ storeId: this.publicIds.encode('str', id), code: code.toString(), name, kind },
      place: place && wordsOf(place),
    };
  }

  private seen(store: SeenStore) {
    const { storeId, name, distanceMetres } = store;
    return { storeId: this.publicIds.encode('str', storeId), name, distanceMetres, ...wordsOf(store) };
  }
}

function wordsOf(row: StorePlaceRow) {
  const { city, address, phone, hours } = row;
  const place = placeOf(row);
  return {
    ...{ city, address, phone, hours },
    ...{ latitude: place?.latitude ?? null, longitude: place?.longitude ?? null },
  };
}
