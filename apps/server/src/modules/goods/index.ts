export { GoodsFiguresService } from './figures.service';
export { ItemImports } from './items.service';
export { GoodsModule } from './module';
export { goodsPeriod } from './period';
export { OrderLineImports } from './order-lines.service';
export { itemHeaders, lineHeaders } from './rows';
