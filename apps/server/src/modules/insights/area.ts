import { area } from '../../platform/areas';
import { insightsTables } from './entities';
import { InsightsModule } from './module';
import { catalogueSettings, layerModelSetting, windowSettings } from './settings';
import { insightsEffects } from './effects';

export const insightsArea = area({
  name: 'insights',
  module: InsightsModule,
  tables: insightsTables,
  grants: { analyst: ['insights.read'], operations: ['insights.read'], auditor: ['insights.read'] },
  settings: [catalogueSettings, layerModelSetting, windowSettings],
  effects: insightsEffects,
});
