import { personal } from '../../platform/areas';
import { importJobs } from './entities';
/** Files that operators bring. What is in them is gone with the file, when it was imported. */
export const importPersonal = [
  personal(importJobs, ['fileName'], {
    holds: 'the name that an operator gave a file of many people',
    erasure: { kept: 'the name of a file of the brand' },
    export: { not: 'it is not about one person' },
  }),
];
