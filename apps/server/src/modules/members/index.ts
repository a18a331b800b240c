export { MemberCodesService } from './codes.service';
export { consentTexts } from './consent-texts';
export { ConsentsService, type ConsentChoice, type ConsentInForce } from './consents.service';
export { CustomersService, checkIdentity, identityKey, type LinkOutcome } from './customers.service';
export { memberTables } from './entities';
export { MembershipService, type JoinRequest, type Profile } from './membership.service';
export { MembersModule } from './module';
export { MergesService, type MergeOutcome, type UnmergeOutcome } from './merges.service';
export { customerField, identityField, PersonalFields } from './personal-fields';
