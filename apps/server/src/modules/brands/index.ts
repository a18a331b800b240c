export { checkChannelCode, checkOutletCode } from './codes';
export { BrandsModule } from './module';
export { BrandsService, type Brand, type NewBrand, type NewStore } from './service';
