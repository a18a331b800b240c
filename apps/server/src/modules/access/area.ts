import { area } from '../../platform/areas';
import { AccessModule } from './module';

export const accessArea = area({
  name: 'access',
  module: AccessModule,
});
