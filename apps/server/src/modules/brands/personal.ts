import { personal } from '../../platform/areas';
import { guides } from './entities';
/** Guides are staff: whoever sold something is named in settlements and on the pages of their customers. */
export const brandPersonal = [
  personal(guides, ['name', 'code'], {
    holds: 'the name of a guide and their number at the brand',
    erasure: { kept: 'a record of the employer; the brand ends it with the work' },
    export: { not: 'of the work, not of the member' },
  }),
];
