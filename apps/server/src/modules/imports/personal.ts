import { personal } from '../../platform/areas';
import { importJobs, importLines } from './entities';
import { LINES_KEPT_DAYS } from './kept-lines';

/** Files that operators bring. What is in them is gone with the file, when it was imported. */
export const importPersonal = [
  personal(importJobs, ['fileName'], {
    holds: 'the name that an operator gave a file of many people',
    erasure: { kept: 'the name of a file of the brand' },
    export: { not: 'it is not about one person' },
  }),
  personal(importLines, ['text'], {
    holds: 'a line of a file that was refused, for whoever repairs the file',
    erasure: { lapsesAfterDays: LINES_KEPT_DAYS },
    export: { not: 'it was refused: nothing of it is known here as theirs' },
  }),
];
