import { area } from '../../platform/areas';
import { PrivacyModule } from './module';

export const privacyArea = area({
  name: 'privacy',
  module: PrivacyModule,
  grants: { operations: ['privacy.write'] },
});
