import { personal } from '../../platform/areas';
import { inboxItems, touches } from './entities';
/** What a person was told. */
export const touchPersonal = [
  personal(touches, ['payload'], {
    holds: 'what fills the blanks of a message',
    erasure: 'emptied',
    export: { not: 'the message that was sent is in the export' },
  }),
  personal(inboxItems, ['payload'], {
    holds: 'what fills the blanks of a message in their inbox',
    erasure: 'removed',
    export: ['messages'],
  }),
];
