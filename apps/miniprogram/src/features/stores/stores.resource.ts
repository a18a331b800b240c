import type { ReplyOf } from '@liuliang/contract/client';
import type { Point } from '../../platform/place.port';
import { createResource } from '../../platform/resource';
import { api } from '../../platform/session';

export type Stores = ReplyOf<'findStores'>;
export type Store = Stores['items'][number];

/** Stores of a city, or around a place; what a place has to do with it is kept nowhere. */
export const findStores = (near: Point | null, city: string) =>
  createResource<Stores>({
    ...(near === null && city === '' ? { rememberAs: 'stores' } : {}),
    load: () =>
      api.findStores({ body: { ...(near === null ? {} : { near }), ...(city === '' ? {} : { city }) } }),
  });
