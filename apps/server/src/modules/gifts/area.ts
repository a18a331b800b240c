import { area, proves, runs } from '../../platform/areas';
import { GiftAudit } from './audit';
import { giftTables } from './entities';
import { lapse, GiftJobs } from './jobs';
import { GiftsModule } from './module';
import { giftCollected, giftLapsed } from './templates';

export const giftsArea = area({
  name: 'gifts',
  module: GiftsModule,
  tables: giftTables,
  grants: { operations: ['gifts.write'] },
  templates: [giftCollected, giftLapsed],
  jobs: [runs(lapse, GiftJobs, (it) => it.lapseDue())],
  audit: [proves('STOCK', GiftAudit, (it, brandId, findings) => it.check(brandId, findings))],
});
