import { api, replyOrThrow } from '../../app/api';

/** Two-person limits that are to become looser and that this operator may agree to. */
export async function countWaiting(): Promise<number> {
  return replyOrThrow(await api.limitChanges()).items.filter(({ may }) => may.approve).length;
}
