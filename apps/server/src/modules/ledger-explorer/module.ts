import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { OrdersModule } from '../orders';
import { LedgerExplorerController } from './operator.controller';
import { LedgerExplorer } from './explorer.service';
import { LedgerExplorerQueries } from './queries';

@Module({
  imports: [BrandsModule, OrdersModule],
  controllers: [LedgerExplorerController],
  providers: [LedgerExplorer, LedgerExplorerQueries],
})
export class LedgerExplorerModule {}
