import { mark } from '../../platform/effects';

/** Two customers who became one, or were parted again. Both rows are locked. */
export interface MergedCustomers {
  readonly keptId: number;
  readonly aliasId: number;
  readonly mergeId: number;
}

export const customersMerged = mark<MergedCustomers>('members.merged');
export const customersUnmerged = mark<MergedCustomers>('members.unmerged');

/** Somebody became a member; the id is the one that is kept, and locked. */
export const customerJoined = mark<{
  readonly customerId: number;
  /** The code of the mini-program by which they say that they came. */
  readonly scene?: string | undefined;
}>('members.joined');
