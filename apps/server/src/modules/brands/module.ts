import { Module } from '@nestjs/common';
import { BrandsService } from './service';
import { BrandsStore } from './store';

@Module({ providers: [BrandsService, BrandsStore], exports: [BrandsService] })
export class BrandsModule {}
