import { area, proves, runs } from '../../platform/areas';
import { lapseDue, lapseJob, sealDue, sealJob } from '../../platform/jobs';
import { GiftAudit } from './audit';
import { GiftExport } from './export';
import { giftTables } from './entities';
import { giftMigrations } from './migrations';
import { GiftsModule } from './module';
import { GiftOrders } from './orders.service';
import { PickupCodes, sealedPickups } from './pickup-codes';
import { giftCollected, giftLapsed } from './templates';
import { giftFiles } from './files';

export const giftsArea = area({
  name: 'gifts',
  module: GiftsModule,
  files: giftFiles,
  tables: giftTables,
  grants: { operations: ['gifts.write'] },
  templates: [giftCollected, giftLapsed],
  migrations: giftMigrations,
  export: GiftExport,
  secret: { rows: [sealedPickups] },
  jobs: [
    runs(lapseJob('gifts.lapse'), GiftOrders, lapseDue),
    runs(sealJob('gifts.seal-codes'), PickupCodes, sealDue),
  ],
  audit: [proves('STOCK', GiftAudit, (it, brandId, findings) => it.check(brandId, findings))],
});
