import { Module } from '@nestjs/common';
import { ContentHashes } from '../../platform/content-hash';
import { BrandsModule } from '../brands';
import { LedgerModule } from '../ledger';
import { MembersModule } from '../members';
import { OrderPointsController } from './open.controller';
import { OrderPoints } from './service';
import { OrderPointsReturns } from './returns.service';
import { OrderPointsQueries } from './queries';
import { OrderPointsViews } from './views';

@Module({
  imports: [BrandsModule, LedgerModule, MembersModule],
  controllers: [OrderPointsController],
  providers: [ContentHashes, OrderPoints, OrderPointsReturns, OrderPointsQueries, OrderPointsViews],
})
export class OrderPointsModule {}
