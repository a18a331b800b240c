import { personal } from '../../platform/areas';
import { listFiles } from './entities';

/** Files of whole lists say ids and figures, never a name or a number of somebody. */
export const listFilePersonal = [
  personal(listFiles, ['asked', 'fileName'], {
    holds: 'filters of a list and the name of a file of many people',
    erasure: { kept: 'it is about a list; the file itself is gone after a week' },
    export: { not: 'it is not about one person' },
  }),
];
