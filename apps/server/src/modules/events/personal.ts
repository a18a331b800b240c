import { personal, theirNumber, wholeRow } from '../../platform/areas';
import { events } from './entities';
/** What a person did. */
export const eventPersonal = [
  personal(events, ['item'], {
    holds: 'what an event was about, in the words of its sender',
    erasure: 'emptied',
    export: ['events'],
  }),
  personal(events, ['eventKey'], {
    holds: 'the number of an event at its sender',
    erasure: theirNumber,
    export: { not: 'it says nothing that the event does not' },
  }),
  personal(events, ['contentHash'], {
    holds: 'what the sender said under that number',
    erasure: wholeRow,
    export: { not: 'a hash says nothing' },
  }),
];
