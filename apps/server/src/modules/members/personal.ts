import { personal } from '../../platform/areas';
import { birthdays, customers, identities, memberCodes, merges, nameGrams } from './entities';
/** Who somebody is, as far as they told. */
export const memberPersonal = [
  personal(customers, ['nickname', 'mobile'], {
    holds: 'the name that they chose and their number, sealed',
    erasure: 'emptied',
    export: ['nickname', 'mobile'],
  }),
  personal(identities, ['valueIndex', 'value'], {
    holds:
      'what they are known by: number, WeChat, cards, devices; sealed, with the keyed index that finds them',
    erasure: 'removed',
    export: ['identities'],
  }),
  personal(nameGrams, ['gram'], {
    holds: 'keyed buckets of pairs of signs of the name, by which it is found',
    erasure: 'removed',
    export: { not: 'the name itself is in the export' },
  }),
  personal(birthdays, ['value'], {
    holds: 'day and month of birth, sealed',
    erasure: 'removed',
    export: ['birthday'],
  }),
  personal(merges, ['moved'], {
    holds: 'keyed indexes of the identities that a merge moved',
    erasure: 'emptied',
    export: { not: 'the identities themselves are in the export' },
  }),
  personal(memberCodes, ['codeHash'], {
    holds: 'the keyed hash of the code on their screen',
    erasure: 'removed',
    export: { not: 'a code is good for a minute' },
  }),
];
