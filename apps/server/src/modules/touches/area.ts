import { area, runs } from '../../platform/areas';
import { touchConsumers } from './consumers';
import { touchTables } from './entities';
import { TouchErasure } from './erasure';
import { TouchExport } from './export';
import { ExpiryNotices } from './expiry-notices';
import { notices, send } from './jobs';
import { TouchesModule } from './module';
import { TouchSender } from './sender';
import { pointsArrived, pointsExpiring, welcome } from './templates';
import { expiryNoticeDays } from './settings';
import { touchTimeline } from './timeline.queries';
import { touchPersonal } from './personal';

export const touchesArea = area({
  name: 'touches',
  module: TouchesModule,
  tables: touchTables,
  personal: touchPersonal,
  settings: [expiryNoticeDays],
  templates: [pointsArrived, pointsExpiring, welcome],
  jobs: [runs(notices, ExpiryNotices, (it) => it.queueDue()), runs(send, TouchSender, (it) => it.sendDue())],
  consumers: touchConsumers,
  timeline: [touchTimeline],
  export: TouchExport,
  erasure: TouchErasure,
});
