import { area, runs } from '../../platform/areas';
import { lapseDue, lapseJob, sealDue, sealJob } from '../../platform/jobs';
import { ClaimCodes, sealedClaims } from './claim-codes';
import { transferTables } from './entities';
import { TransferErasure } from './erasure';
import { TransferExport } from './export';
import { transferMigrations } from './migrations';
import { TransfersModule } from './module';
import { Transfers } from './service';
import { transferPersonal } from './personal';

export const transfersArea = area({
  name: 'transfers',
  module: TransfersModule,
  tables: transferTables,
  personal: transferPersonal,
  migrations: transferMigrations,
  secret: { rows: [sealedClaims] },
  jobs: [
    runs(lapseJob('transfers.lapse'), Transfers, lapseDue),
    runs(sealJob('transfers.seal-codes'), ClaimCodes, sealDue),
  ],
  export: TransferExport,
  erasure: TransferErasure,
});
