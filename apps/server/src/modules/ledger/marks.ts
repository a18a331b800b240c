import { mark } from '../../platform/effects';

/** Growth of a member that a posting moved, whatever the door. */
export interface MovedGrowth {
  readonly customerId: number;
  /** Of the posting and of what it is about, as its row says them. */
  readonly kind: string;
  readonly referenceKind: string;
  readonly referenceId: number;
  readonly transactionId: number;
}

export const growthMoved = mark<MovedGrowth>('ledger.growth_moved');
