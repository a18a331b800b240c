import { area, proves, runs } from '../../platform/areas';
import { lapseDue, lapseJob } from '../../platform/jobs';
import { GiftAudit } from './audit';
import { giftTables } from './entities';
import { GiftsModule } from './module';
import { GiftOrders } from './orders.service';
import { giftCollected, giftLapsed } from './templates';

export const giftsArea = area({
  name: 'gifts',
  module: GiftsModule,
  tables: giftTables,
  grants: { operations: ['gifts.write'] },
  templates: [giftCollected, giftLapsed],
  jobs: [runs(lapseJob('gifts.lapse'), GiftOrders, lapseDue)],
  audit: [proves('STOCK', GiftAudit, (it, brandId, findings) => it.check(brandId, findings))],
});
