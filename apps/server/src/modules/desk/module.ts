import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { InsightsModule } from '../insights';
import { MembersModule } from '../members';
import { PointsModule } from '../points';
import { TiersModule } from '../tiers';
import { DeskController } from './controller';
import { CustomerListService } from './list.service';
import { CustomerPageService } from './page.service';

@Module({
  imports: [BrandsModule, InsightsModule, MembersModule, PointsModule, TiersModule],
  controllers: [DeskController],
  providers: [CustomerListService, CustomerPageService],
})
export class DeskModule {}
