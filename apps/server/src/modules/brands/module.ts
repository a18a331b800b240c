import { Module } from '@nestjs/common';
import { BrandsService } from './service';
import { BrandsQueries } from './queries';

@Module({ providers: [BrandsService, BrandsQueries], exports: [BrandsService] })
export class BrandsModule {}
