import { personal } from '../../platform/areas';
import { transfers } from './entities';
/** What people write to one another. */
export const transferPersonal = [
  personal(transfers, ['message'], {
    holds: 'what the sender wrote to the receiver; it goes with whichever of the two goes first',
    erasure: 'emptied',
    export: ['transfers'],
  }),
];
