export { ALL_DAYS, GoodsFiguresService } from './figures.service';
export { ItemImports } from './items.service';
export { GoodsModule } from './module';
export { OrderLineImports } from './order-lines.service';
export { itemHeaders, lineHeaders } from './rows';
