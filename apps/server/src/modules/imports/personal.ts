import { personal } from '../../platform/areas';
import { importCodes, importFacts, importJobs, importLines } from './entities';
import { LINES_KEPT_DAYS } from './kept-lines';
import { REVERSIBLE_DAYS } from './reversals';

/** Files that operators bring. What is in them is gone with the file, when it was imported. */
export const importPersonal = [
  personal(importJobs, ['fileName', 'sheet', 'unreadSheets'], {
    holds: 'the names that an operator gave a file of many people and its sheets',
    erasure: { kept: 'names of a file of the brand' },
    export: { not: 'it is not about one person' },
  }),
  personal(importCodes, ['code', 'asCode'], {
    holds: 'what a file called a place or a seller, as codes of the brand',
    erasure: { kept: 'a record of what an operator took in; a seller is named as the tills name them' },
    export: { not: 'of the work, not of the member' },
  }),
  personal(importFacts, ['factKey'], {
    holds: 'the numbers of orders or refunds that a file brought',
    erasure: { lapsesAfterDays: REVERSIBLE_DAYS },
    export: { not: 'the orders are in the export, with what was refunded of them' },
  }),
  personal(importLines, ['text'], {
    holds: 'a line of a file that was refused, for whoever repairs the file',
    erasure: { lapsesAfterDays: LINES_KEPT_DAYS },
    export: { not: 'it was refused: nothing of it is known here as theirs' },
  }),
];
