import { api, replyOrThrow } from '../../app/api';
import { countToApprove } from '../../app/versions/use-versions';

/** A draft that a colleague wants to be published and that this operator may approve. */
export const countWaiting = async (): Promise<number> =>
  countToApprove(replyOrThrow(await api.tierSchemes()).items);
