import { area } from '../../platform/areas';
import { SystemModule } from './module';

export const systemArea = area({
  name: 'system',
  module: SystemModule,
  grants: { auditor: ['system.read'] },
});
