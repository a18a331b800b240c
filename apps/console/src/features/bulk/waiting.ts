import { api, replyOrThrow } from '../../app/api';

/** Bulk acts of colleagues that need a second person, which this operator may be. */
export async function countWaiting(): Promise<number> {
  const { items } = replyOrThrow(await api.bulkActs({ query: { state: 'waiting', limit: 100 } }));
  return items.filter(({ may }) => may.approve).length;
}
