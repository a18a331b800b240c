import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { ImportsModule } from '../imports';
import { InsightsModule } from '../insights';
import { MembersModule } from '../members';
import { OrdersModule } from '../orders';
import { CatalogueService } from './catalogue.service';
import { GoodsController } from './controller';
import { GoodsFiguresService } from './figures.service';
import { ItemImports } from './items.service';
import { OrderLineImports } from './order-lines.service';

@Module({
  imports: [AuditModule, BrandsModule, ImportsModule, InsightsModule, MembersModule, OrdersModule],
  controllers: [GoodsController],
  providers: [CatalogueService, GoodsFiguresService, ItemImports, OrderLineImports],
  exports: [GoodsFiguresService, ItemImports, OrderLineImports],
})
export class GoodsModule {}
