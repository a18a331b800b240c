import { Module } from '@nestjs/common';
import { GuideCodes } from './guide-codes.queries';
import { GuideDirectory } from './guides.queries';
import { BrandsService } from './service';

@Module({
  providers: [BrandsService, GuideCodes, GuideDirectory],
  exports: [BrandsService, GuideCodes, GuideDirectory],
})
export class BrandsModule {}
