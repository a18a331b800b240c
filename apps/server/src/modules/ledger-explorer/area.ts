import { area } from '../../platform/areas';
import { LedgerExplorerModule } from './module';
import { ledgerFiles } from './files';

export const ledgerExplorerArea = area({
  name: 'ledger-explorer',
  module: LedgerExplorerModule,
  files: ledgerFiles,
});
