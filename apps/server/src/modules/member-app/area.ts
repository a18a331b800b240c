import { area } from '../../platform/areas';
import { ScreensExport } from './export';
import { MemberAppModule } from './module';

export const memberAppArea = area({
  name: 'member-app',
  module: MemberAppModule,
  export: ScreensExport,
});
