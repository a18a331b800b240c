import { area } from '../../platform/areas';
import { accessEffects } from './effects';
import { AccessModule } from './module';

export const accessArea = area({
  name: 'access',
  module: AccessModule,
  effects: accessEffects,
});
