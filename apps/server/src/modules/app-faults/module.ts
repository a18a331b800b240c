import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { AppFaultsController } from './controller';
import { AppFaults } from './service';

@Module({ imports: [BrandsModule], controllers: [AppFaultsController], providers: [AppFaults] })
export class AppFaultsModule {}
