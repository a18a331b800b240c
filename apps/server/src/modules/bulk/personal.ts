import { personal } from '../../platform/areas';
import { bulkActs } from './entities';

/** What was done to many people, and whom it reached: ids and codes. */
export const bulkPersonal = [
  personal(bulkActs, ['asked', 'requestKey'], {
    holds: 'what an operator did to many people, by which filters, and why',
    erasure: { kept: 'it is about many people, and names none of them' },
    export: { not: 'operators write it for one another; no member is shown it' },
  }),
];
