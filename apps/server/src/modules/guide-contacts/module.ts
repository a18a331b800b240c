import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { GuideContactsController } from './controller';
import { ContactErasure, ContactExport } from './parts';
import { GuideContacts } from './service';

@Module({
  imports: [AuditModule, BrandsModule],
  controllers: [GuideContactsController],
  providers: [ContactErasure, ContactExport, GuideContacts],
  exports: [GuideContacts],
})
export class GuideContactsModule {}
