import { api, replyOrThrow } from '../../app/api';

/** Rewards in doubt that nobody has decided about. */
export async function countWaiting(): Promise<number> {
  return replyOrThrow(await api.rewardFlags({ query: { state: 'open', limit: 100 } })).items.length;
}
