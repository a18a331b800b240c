import { area, runs } from '../../platform/areas';
import { lapseDue, lapseJob, sealDue, sealJob } from '../../platform/jobs';
import { ClaimCodes, sealedClaims } from './claim-codes';
import { transferTables } from './entities';
import { TransferErasure } from './erasure';
import { transferMigrations } from './migrations';
import { TransfersModule } from './module';
import { Transfers } from './service';

export const transfersArea = area({
  name: 'transfers',
  module: TransfersModule,
  tables: transferTables,
  migrations: transferMigrations,
  secret: { rows: [sealedClaims] },
  jobs: [
    runs(lapseJob('transfers.lapse'), Transfers, lapseDue),
    runs(sealJob('transfers.seal-codes'), ClaimCodes, sealDue),
  ],
  erasure: TransferErasure,
});
