import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';

export type MyData = ReplyOf<'myData'>;

/** What goes with a membership that is erased, in figures. */
export interface Losses {
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  readonly giftsWaiting: number;
}

/** Asked for when somebody is about to erase, and kept no longer than that. */
export const losses = personal<Losses>({
  load: async () => {
    const [balance, gifts] = await Promise.all([api.pointsOverview(), api.myGiftOrders({ query: {} })]);
    if (!balance.ok) return balance;
    if (!gifts.ok) return gifts;
    const { available, pending, held } = balance.value;
    const giftsWaiting = gifts.value.items.filter(({ state }) => state === 'reserved').length;
    return { ok: true, value: { available, pending, held, giftsWaiting } };
  },
});

/** Kept in memory only: the list of what identifies a person does not belong in a browser's storage. */
export const myData = personal<MyData>({ load: () => api.myData() });
