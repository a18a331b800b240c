export {
  checkChannelCode,
  checkOutletCode,
  defaultConfig,
  type BrandConfig,
  type SettlementConfig,
  type SpendingConfig,
} from './config';
export { brandTables } from './entities';
export { BrandsModule } from './module';
export { BrandsService, type Brand, type NewBrand, type NewStore } from './service';
