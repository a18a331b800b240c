import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { CustomerCardsModule } from '../customer-cards';
import { InsightsModule } from '../insights';
import { MembersModule } from '../members';
import { CustomerAdminController } from './controller';
import { CustomerListService } from './list.service';
import { CustomerPageService } from './page.service';

@Module({
  imports: [BrandsModule, CustomerCardsModule, InsightsModule, MembersModule],
  controllers: [CustomerAdminController],
  providers: [CustomerListService, CustomerPageService],
})
export class CustomerAdminModule {}
