export { BirthdaysService, type BirthdayView } from './birthdays.service';
export { MemberCodesService } from './codes.service';
export { consentTexts } from './consent-texts';
export { ConsentsService, type ConsentChoice, type ConsentInForce } from './consents.service';
export {
  CustomersService,
  checkIdentity,
  identityKey,
  type FoundPerson,
  type LinkOutcome,
  type Viewer,
} from './customers.service';
export { customers, type CustomerRow } from './entities';
export { ErasureService } from './erasure.service';
export { FactOwners, isOld, type BroughtFact } from './fact-owners';
export { Kinsfolk, NO_KIN } from './kinsfolk';
export { LockedCustomers, type LockedPerson } from './locked';
export { MemberImport, type KnownPerson, type OpeningMembership } from './member-import.service';
export { MembershipService, type JoinRequest, type Profile } from './membership.service';
export { customerJoined, customersMerged, customersUnmerged, type MergedCustomers } from './marks';
export { MembersModule } from './module';
export { NameIndex } from './name-index';
export { MergesService, type MergeOutcome, type UnmergeOutcome } from './merges.service';
export { personSql } from './person-sql';
export { PersonExport } from './person-export.service';
export { customerField, identityField, PersonalFields } from './personal-fields';
export { backFromBefore, ErasureRegister, erasedIn, lineOf, readRegister, registerFileOf } from './register';
export { SamePerson } from './same-person';
