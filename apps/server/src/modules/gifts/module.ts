import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { LedgerModule } from '../ledger';
import { MembersModule } from '../members';
import { PointsModule } from '../points';
import { TouchesModule } from '../touches';
import { GiftAudit } from './audit';
import { GiftOrderEnds } from './ends.service';
import { GiftEditor } from './editor.service';
import { GiftExport } from './export';
import { GiftsGuideController } from './guide.controller';
import { GiftsMemberController } from './member.controller';
import { GiftsOperatorController } from './operator.controller';
import { GiftOrders } from './orders.service';
import { PickupCodes } from './pickup-codes';
import { GiftPickups } from './pickups.service';
import { AvailableGifts } from './available.service';
import { GiftViews } from './views';

@Module({
  imports: [AuditModule, BrandsModule, LedgerModule, MembersModule, PointsModule, TouchesModule],
  controllers: [GiftsGuideController, GiftsMemberController, GiftsOperatorController],
  providers: [
    GiftAudit,
    GiftEditor,
    GiftExport,
    GiftOrderEnds,
    GiftOrders,
    GiftPickups,
    PickupCodes,
    AvailableGifts,
    GiftViews,
  ],
  exports: [GiftEditor, GiftOrders, GiftPickups, PickupCodes],
})
export class GiftsModule {}
