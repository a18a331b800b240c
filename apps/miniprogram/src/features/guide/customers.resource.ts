import type { ReplyOf } from '@liuliang/contract/client';
import { createResource } from '../../platform/resource';
import { api } from '../../platform/session';

export type MyCustomers = ReplyOf<'guideCustomers'>;
export type MyCustomer = MyCustomers['items'][number];

/** What is asked of the list; everything together narrows it down. */
export interface Asked {
  readonly search: string;
  readonly gift: boolean;
  readonly expiring: boolean;
  readonly birthday: boolean;
  readonly notBoughtDays: number | null;
  readonly tier: number | null;
}

export const EVERYBODY: Asked = {
  search: '',
  gift: false,
  expiring: false,
  birthday: false,
  notBoughtDays: null,
  tier: null,
};

export const isEverybody = (asked: Asked): boolean => JSON.stringify(asked) === JSON.stringify(EVERYBODY);

const load = (asked: Asked, cursor?: string) =>
  api.guideCustomers({
    body: {
      cursor,
      search: asked.search || undefined,
      gift: asked.gift ? 'yes' : undefined,
      expiring: asked.expiring ? 'yes' : undefined,
      birthday: asked.birthday ? 'month' : undefined,
      notBoughtDays: asked.notBoughtDays ?? undefined,
      tier: asked.tier ?? undefined,
    },
  });

/** One list as long as it is asked for; other people's data, so none of it is kept on the device. */
export const openCustomers = (asked: Asked) => ({
  customers: createResource<MyCustomers>({ load: () => load(asked) }),
  loadMore: (cursor: string) => load(asked, cursor),
});
