import { area, runs } from '../../platform/areas';
import { transferTables } from './entities';
import { lapse, TransferJobs } from './jobs';
import { TransfersModule } from './module';
import { TransferErasure } from './erasure.queries';

export const transfersArea = area({
  name: 'transfers',
  module: TransfersModule,
  tables: transferTables,
  jobs: [runs(lapse, TransferJobs, (it) => it.lapseDue())],
  erasure: TransferErasure,
});
