import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { IdentityModule } from '../identity';
import { MemberCodesService } from './codes.service';
import { ConsentsService } from './consents.service';
import { CustomersService } from './customers.service';
import { CustomersStore } from './customers.store';
import { MembershipService } from './membership.service';
import { MembershipStore } from './membership.store';
import { PersonalFields } from './personal-fields';

@Module({
  imports: [AuditModule, IdentityModule],
  providers: [
    CustomersService,
    CustomersStore,
    PersonalFields,
    MembershipService,
    MembershipStore,
    ConsentsService,
    MemberCodesService,
  ],
  exports: [CustomersService, PersonalFields, MembershipService, ConsentsService, MemberCodesService],
})
export class MembersModule {}
