export { clockOf } from './clock';
export { channelsCalled, checkChannelCode, checkOutletCode } from './codes';
export type { Brand, StoreRow } from './entities';
export { GuideCodes } from './guide-codes.queries';
export { GuideDirectory, type GuideRow, type KnownGuide } from './guides.queries';
export { BrandsModule } from './module';
export { BrandsService, type NewBrand, type NewStore } from './service';
