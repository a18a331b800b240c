import { area } from '../../platform/areas';
import { MemberAppModule } from './module';

export const memberAppArea = area({
  name: 'member-app',
  module: MemberAppModule,
});
