import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BindingsModule } from '../bindings';
import { BrandsModule } from '../brands';
import { GuideContactsModule } from '../guide-contacts';
import { StoresController } from './controller';
import { GuideExport } from './export';
import { StorePlaces } from './service';

@Module({
  imports: [AuditModule, BindingsModule, BrandsModule, GuideContactsModule],
  controllers: [StoresController],
  providers: [GuideExport, StorePlaces],
  exports: [StorePlaces],
})
export class StoresModule {}
