import { Module } from '@nestjs/common';
import { Housekeeping } from '../../platform/housekeeping';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { IdentityModule } from '../identity';
import { PrivacyModule } from '../privacy';
import { BirthdaysController } from './birthdays.controller';
import { BirthdaysService } from './birthdays.service';
import { lapsedCodes, MemberCodesService } from './codes.service';
import { ConsentsService } from './consents.service';
import { CustomersService } from './customers.service';
import { FactOwners } from './fact-owners';
import { ErasureService } from './erasure.service';
import { MemberImport } from './member-import.service';
import { MembershipService } from './membership.service';
import { MergesService } from './merges.service';
import { NameIndex } from './name-index';
import { PersonalFields } from './personal-fields';
import { PersonExport } from './person-export.service';
import { ErasureRegister } from './register';
import { SamePerson } from './same-person';
import { MemberErasure, MemberExport } from './person-parts';

@Module({
  imports: [AuditModule, BrandsModule, IdentityModule, PrivacyModule],
  controllers: [BirthdaysController],
  providers: [
    MemberErasure,
    MemberExport,
    BirthdaysService,
    CustomersService,
    PersonalFields,
    NameIndex,
    MergesService,
    FactOwners,
    MembershipService,
    ConsentsService,
    ErasureRegister,
    ErasureService,
    PersonExport,
    MemberCodesService,
    MemberImport,
    SamePerson,
  ],
  exports: [
    BirthdaysService,
    CustomersService,
    MergesService,
    FactOwners,
    PersonalFields,
    NameIndex,
    MembershipService,
    ConsentsService,
    ErasureRegister,
    ErasureService,
    PersonExport,
    MemberCodesService,
    MemberImport,
    SamePerson,
  ],
})
export class MembersModule {
  constructor(housekeeping: Housekeeping) {
    housekeeping.alsoRemove(lapsedCodes);
  }
}
