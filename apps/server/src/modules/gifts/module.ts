import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { GuidesModule } from '../guides';
import { LedgerModule } from '../ledger';
import { MembersModule } from '../members';
import { PointsModule } from '../points';
import { TouchesModule } from '../touches';
import { GiftAudit } from './audit';
import { GiftEditor } from './editor.service';
import { GiftsGuideController } from './guide.controller';
import { GiftJobs } from './jobs';
import { GiftsMemberController } from './member.controller';
import { GiftNotices } from './notices';
import { GiftsOperatorController } from './operator.controller';
import { GiftOrdersQueries } from './orders.queries';
import { GiftOrders } from './orders.service';
import { GiftPickups } from './pickups.service';
import { GiftsQueries } from './queries';
import { AvailableGifts } from './available.service';
import { GiftViews } from './views';

@Module({
  imports: [
    AuditModule,
    BrandsModule,
    GuidesModule,
    LedgerModule,
    MembersModule,
    PointsModule,
    TouchesModule,
  ],
  controllers: [GiftsGuideController, GiftsMemberController, GiftsOperatorController],
  providers: [
    GiftAudit,
    GiftEditor,
    GiftJobs,
    GiftNotices,
    GiftOrders,
    GiftOrdersQueries,
    GiftPickups,
    AvailableGifts,
    GiftsQueries,
    GiftViews,
  ],
  exports: [GiftEditor, GiftOrders, GiftPickups],
})
export class GiftsModule {}
