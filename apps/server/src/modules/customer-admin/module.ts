import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { InsightsModule } from '../insights';
import { MembersModule } from '../members';
import { LedgerModule } from '../ledger';
import { TiersModule } from '../tiers';
import { CustomerAdminController } from './controller';
import { CustomerListService } from './list.service';
import { CustomerPageService } from './page.service';

@Module({
  imports: [BrandsModule, InsightsModule, MembersModule, LedgerModule, TiersModule],
  controllers: [CustomerAdminController],
  providers: [CustomerListService, CustomerPageService],
})
export class CustomerAdminModule {}
