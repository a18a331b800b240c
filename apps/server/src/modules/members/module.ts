import { Module } from '@nestjs/common';
import { Housekeeping } from '../../platform/housekeeping';
import { AuditModule } from '../audit';
import { IdentityModule } from '../identity';
import { InsightsModule } from '../insights';
import { PointsModule } from '../points';
import { MemberCodesService } from './codes.service';
import { ConsentsService } from './consents.service';
import { CustomersService } from './customers.service';
import { CustomersStore } from './customers.store';
import { MemberImport } from './member-import.service';
import { MembershipService } from './membership.service';
import { lapsedCodes, MembershipStore } from './membership.store';
import { MergesService } from './merges.service';
import { PersonalFields } from './personal-fields';

@Module({
  imports: [AuditModule, IdentityModule, InsightsModule, PointsModule],
  providers: [
    CustomersService,
    CustomersStore,
    PersonalFields,
    MergesService,
    MembershipService,
    MembershipStore,
    ConsentsService,
    MemberCodesService,
    MemberImport,
  ],
  exports: [
    CustomersService,
    MergesService,
    PersonalFields,
    MembershipService,
    ConsentsService,
    MemberCodesService,
    MemberImport,
  ],
})
export class MembersModule {
  constructor(housekeeping: Housekeeping) {
    housekeeping.alsoRemove(lapsedCodes);
  }
}
