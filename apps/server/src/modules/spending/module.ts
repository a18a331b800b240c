import { Module } from '@nestjs/common';
import { ContentHashes } from '../../platform/content-hash';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { GuidesModule } from '../guides';
import { MembersModule } from '../members';
import { PointsModule } from '../points';
import { TouchesModule } from '../touches';
import { ExchangeLocks } from './exchange-locks';
import { Exchange } from './exchange.service';
import { ExchangeStore } from './exchange.store';
import { GiftEditor } from './gift-editor.service';
import { GiftNotices } from './gift-notices';
import { GiftOrders } from './gift-orders.service';
import { GiftOrdersStore } from './gift-orders.store';
import { GiftPickups } from './gift-pickups.service';
import { GiftShelf } from './gift-shelf.service';
import { GiftsStore } from './gifts.store';
import { SpendingGuideController } from './guide.controller';
import { Lapses } from './lapses';
import { SpendingMemberController } from './member.controller';
import { SpendingOpenController } from './open.controller';
import { SpendingOperatorController } from './operator.controller';
import { OrderPoints } from './order-points.service';
import { OrderPointsReturns } from './order-points-returns.service';
import { OrderPointsStore } from './order-points.store';
import { OrderPointsViews } from './order-points.views';
import { SpendingSettings } from './settings.service';
import { Takers } from './takers';
import { Transfers } from './transfers.service';
import { TransfersStore } from './transfers.store';
import { SpendingViews } from './views';

@Module({
  imports: [AuditModule, BrandsModule, GuidesModule, MembersModule, PointsModule, TouchesModule],
  controllers: [
    SpendingGuideController,
    SpendingMemberController,
    SpendingOpenController,
    SpendingOperatorController,
  ],
  providers: [
    ContentHashes,
    Exchange,
    ExchangeLocks,
    ExchangeStore,
    GiftEditor,
    GiftNotices,
    GiftOrders,
    GiftOrdersStore,
    GiftPickups,
    GiftShelf,
    GiftsStore,
    Lapses,
    OrderPoints,
    OrderPointsReturns,
    OrderPointsStore,
    OrderPointsViews,
    SpendingSettings,
    SpendingViews,
    Takers,
    Transfers,
    TransfersStore,
  ],
  exports: [
    Exchange,
    GiftEditor,
    GiftOrders,
    GiftPickups,
    GiftShelf,
    OrderPoints,
    OrderPointsReturns,
    Transfers,
  ],
})
export class SpendingModule {}
