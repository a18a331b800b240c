import { api, replyOrThrow } from '../../app/api';

/** Refunds whose order has not come. */
export async function countWaiting(): Promise<number> {
  return replyOrThrow(await api.waitingRefunds({ query: { limit: 100 } })).items.length;
}
