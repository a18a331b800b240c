import { area, proves, runs } from '../../platform/areas';
import { SettlementAudit } from './audit';
import { settlementTables } from './entities';
import { lookAtPayouts } from './jobs';
import { SettlementModule } from './module';
import { PayoutDriver } from './payout-driver';
import { settlementRates } from './settings';
import { settlementPersonal } from './personal';
import { settlementFiles } from './files';

export const settlementArea = area({
  name: 'settlement',
  module: SettlementModule,
  files: settlementFiles,
  tables: settlementTables,
  personal: settlementPersonal,
  grants: { operations: ['settlement.read'], auditor: ['settlement.read'] },
  settings: [settlementRates],
  jobs: [runs(lookAtPayouts, PayoutDriver, (it) => it.lookAtDue())],
  audit: [
    proves('SETTLEMENT', SettlementAudit, (it, brandId, findings) => it.checkStatements(brandId, findings)),
    proves('LIABILITY', SettlementAudit, (it, brandId, findings) => it.checkLiability(brandId, findings)),
  ],
});
