import { Module } from '@nestjs/common';
import { WechatModule } from '../../wechat';
import { BrandsModule } from '../brands';
import { EventsModule } from '../events';
import { GuidesModule } from '../guides';
import { ImportsModule } from '../imports';
import { MembersModule } from '../members';
import { OrdersModule } from '../orders';
import { LedgerModule } from '../ledger';
import { TiersModule } from '../tiers';
import { TouchesModule } from '../touches';
import { MemberAppController } from './controller';
import { ScreensExport } from './export';
import { InboxController } from './inbox.controller';
import { MyDataController } from './my-data.controller';
import { MyDataService } from './my-data.service';
import { MyOrdersController } from './orders.controller';
import { MyOrdersService } from './orders.service';
import { MemberPointsController } from './points.controller';
import { Phones } from './phones';
import { PointsScreens } from './points-screens';
import { ScreensService } from './screens.service';

@Module({
  imports: [
    WechatModule,
    BrandsModule,
    EventsModule,
    GuidesModule,
    ImportsModule,
    MembersModule,
    OrdersModule,
    LedgerModule,
    TiersModule,
    TouchesModule,
  ],
  controllers: [
    MemberAppController,
    InboxController,
    MyDataController,
    MyOrdersController,
    MemberPointsController,
  ],
  providers: [Phones, PointsScreens, ScreensExport, ScreensService, MyDataService, MyOrdersService],
})
export class MemberAppModule {}
