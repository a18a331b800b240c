import { api, replyOrThrow } from '../../app/api';

/** Balances above what their uploader may let in alone, which this operator may confirm as the second person. */
export const countWaiting = async (): Promise<number> =>
  replyOrThrow(await api.waitingImports()).items.length;
