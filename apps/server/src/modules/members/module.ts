import { Module } from '@nestjs/common';
import { CustomersService } from './customers.service';
import { CustomersStore } from './customers.store';
import { PersonalFields } from './personal-fields';

@Module({
  providers: [CustomersService, CustomersStore, PersonalFields],
  exports: [CustomersService, PersonalFields],
})
export class MembersModule {}
