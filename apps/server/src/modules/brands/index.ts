export { checkChannelCode, checkOutletCode, defaultConfig, type BrandConfig } from './config';
export { brandTables } from './entities';
export { BrandsModule } from './module';
export { BrandsService, type Brand, type NewBrand, type NewStore } from './service';
