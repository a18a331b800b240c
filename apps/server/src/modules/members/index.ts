export { CustomersService, checkIdentity, identityKey, type LinkOutcome } from './customers.service';
export { memberTables } from './entities';
export { MembersModule } from './module';
export { customerField, identityField, PersonalFields } from './personal-fields';
