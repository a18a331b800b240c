import { api, replyOrThrow } from '../../app/api';

/** Adjustments that wait and that this operator may decide: those they asked for themselves are somebody else's. */
export async function countWaiting(): Promise<number> {
  const { items } = replyOrThrow(await api.adjustments({ query: { state: 'waiting', limit: 100 } }));
  return items.filter(({ may }) => may.decide).length;
}
