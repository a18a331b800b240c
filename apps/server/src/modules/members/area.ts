import { area } from '../../platform/areas';
import { memberTables } from './entities';
import { MembersModule } from './module';

export const membersArea = area({
  name: 'members',
  module: MembersModule,
  tables: memberTables,
  grants: { analyst: ['customers.read'], operations: ['customers.read'] },
});
