import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { CustomerCardsModule } from '../customer-cards';
import { IdentityModule } from '../identity';
import { InsightsModule } from '../insights';
import { MembersModule } from '../members';
import { OrdersModule } from '../orders';
import { SceneCodesModule } from '../scene-codes';
import { CustomerAdminController } from './controller';
import { CustomerPersonController } from './person.controller';
import { CustomerPersonService } from './person.service';
import { CustomerListService } from './list.service';
import { CustomerFileWalks } from './file-walks';
import { CustomerOrderService } from './order.service';
import { CustomerPageService } from './page.service';

@Module({
  imports: [
    AuditModule,
    BrandsModule,
    CustomerCardsModule,
    IdentityModule,
    InsightsModule,
    MembersModule,
    OrdersModule,
    SceneCodesModule,
  ],
  controllers: [CustomerAdminController, CustomerPersonController],
  providers: [
    CustomerFileWalks,
    CustomerListService,
    CustomerOrderService,
    CustomerPageService,
    CustomerPersonService,
  ],
  exports: [CustomerListService],
})
export class CustomerAdminModule {}
