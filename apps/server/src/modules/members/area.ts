import { area, runs } from '../../platform/areas';
import { memberTables } from './entities';
import { indexNames, keepRegister } from './jobs';
import { memberMigrations } from './migrations';
import { MembersModule } from './module';
import { NameIndex } from './name-index';
import { MemberErasure, MemberExport } from './person-parts';
import { ErasureRegister } from './register';
import {
  mergeRecords,
  nameBuckets,
  sealedBirthdays,
  sealedIdentities,
  sealedProfiles,
  shownCodes,
} from './secret-rows';
import { memberPersonal } from './personal';

export const membersArea = area({
  name: 'members',
  module: MembersModule,
  tables: memberTables,
  personal: memberPersonal,
  migrations: memberMigrations,
  secret: {
    rows: [mergeRecords, sealedIdentities, nameBuckets, sealedProfiles, sealedBirthdays],
    lapsing: [shownCodes],
  },
  grants: { analyst: ['customers.read'], operations: ['customers.read'] },
  jobs: [
    runs(keepRegister, ErasureRegister, (it) => it.keep()),
    runs(indexNames, NameIndex, (it) => it.bringIn()),
  ],
  export: MemberExport,
  erasure: MemberErasure,
});
