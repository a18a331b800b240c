import { personal } from '../../platform/areas';
import { payouts } from './entities';
/** Money that guides drew. */
export const settlementPersonal = [
  personal(payouts, ['billNo', 'transferNo', 'claimPackage', 'failReason'], {
    holds: 'the transfer of WeChat Pay by which a guide drew money',
    erasure: { kept: 'books of payments are kept by law; the numbers lead to nobody here' },
    export: { not: 'of the work, not of the member' },
  }),
];
