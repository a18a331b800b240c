import { area } from '../../platform/areas';
import { memberTables } from './entities';
import { memberMigrations } from './migrations';
import { MembersModule } from './module';
import { MemberErasure, MemberExport } from './person-parts';
import { mergeRecords, sealedBirthdays, sealedIdentities, sealedProfiles, shownCodes } from './secret-rows';
import { memberPersonal } from './personal';

export const membersArea = area({
  name: 'members',
  module: MembersModule,
  tables: memberTables,
  personal: memberPersonal,
  migrations: memberMigrations,
  secret: {
    rows: [mergeRecords, sealedIdentities, sealedProfiles, sealedBirthdays],
    lapsing: [shownCodes],
  },
  grants: { analyst: ['customers.read'], operations: ['customers.read'] },
  export: MemberExport,
  erasure: MemberErasure,
});
