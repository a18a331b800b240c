import { personal } from '../../platform/areas';
import { auditNotes } from './entities';
/** What operators write about a person beside an act that is in the log. */
export const auditPersonal = [
  personal(auditNotes, ['text', 'salt'], {
    holds:
      'why an operator took a level back, ended a pass, handed somebody to another guide or took a gift back',
    erasure: 'removed',
    export: { not: 'operators write it for one another; no member is shown it' },
  }),
];
