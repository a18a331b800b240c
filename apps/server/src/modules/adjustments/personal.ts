import { personal } from '../../platform/areas';
import { adjustments } from './entities';
/** What operators write about a person. */
export const adjustmentPersonal = [
  personal(adjustments, ['reason', 'decisionNote'], {
    holds: 'why an operator gave or took points, and what a second one said to it',
    erasure: 'emptied',
    export: { not: 'operators write it for one another; no member is shown it' },
  }),
];
