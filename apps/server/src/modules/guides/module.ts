import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { AvatarsModule } from '../avatars';
import { BindingsModule } from '../bindings';
import { BrandsModule } from '../brands';
import { CustomerCardsModule } from '../customer-cards';
import { GiftsModule } from '../gifts';
import { ImportsModule } from '../imports';
import { InsightsModule } from '../insights';
import { MembersModule } from '../members';
import { OrdersModule } from '../orders';
import { TiersModule } from '../tiers';
import { GuideCards } from './cards.service';
import { GuidesController } from './controller';
import { MyCustomersService } from './my-customers.service';
import { GuideRolesService } from './roles.service';
import { StaffController } from './staff.controller';
import { StaffService } from './staff.service';
import { WorkspaceService } from './workspace.service';

@Module({
  imports: [
    AuditModule,
    AvatarsModule,
    BindingsModule,
    BrandsModule,
    CustomerCardsModule,
    GiftsModule,
    ImportsModule,
    InsightsModule,
    MembersModule,
    OrdersModule,
    TiersModule,
  ],
  controllers: [GuidesController, StaffController],
  providers: [GuideCards, MyCustomersService, GuideRolesService, StaffService, WorkspaceService],
  exports: [GuideRolesService, StaffService],
})
export class GuidesModule {}
