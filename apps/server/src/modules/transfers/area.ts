import { area, runs } from '../../platform/areas';
import { transferTables } from './entities';
import { lapse, TransferJobs } from './jobs';
import { TransfersModule } from './module';

export const transfersArea = area({
  name: 'transfers',
  module: TransfersModule,
  tables: transferTables,
  jobs: [runs(lapse, TransferJobs, (it) => it.lapseDue())],
});
