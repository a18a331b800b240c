import { personal } from '../../platform/areas';
import { listFiles } from './entities';

/** No name lies in a file of a whole list: names are put in while it is fetched. */
export const listFilePersonal = [
  personal(listFiles, ['list', 'asked', 'fileName'], {
    holds: 'which list, its filters and the name of a file of many people',
    erasure: { kept: 'it is about a list; the file itself is gone after a week' },
    export: { not: 'it is not about one person' },
  }),
];
