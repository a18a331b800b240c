import { area } from '../../platform/areas';
import { LedgerExplorerModule } from './module';

export const ledgerExplorerArea = area({
  name: 'ledger-explorer',
  module: LedgerExplorerModule,
});
