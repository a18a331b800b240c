import { area, runs } from '../../platform/areas';
import { lapseDue, lapseJob } from '../../platform/jobs';
import { transferTables } from './entities';
import { TransferErasure } from './erasure';
import { TransfersModule } from './module';
import { Transfers } from './service';

export const transfersArea = area({
  name: 'transfers',
  module: TransfersModule,
  tables: transferTables,
  jobs: [runs(lapseJob('transfers.lapse'), Transfers, lapseDue)],
  erasure: TransferErasure,
});
