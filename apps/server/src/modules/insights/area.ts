import { area, runs } from '../../platform/areas';
import { insightsTables } from './entities';
import { insightsMigrations } from './migrations';
import { LayerListsJob, lists } from './jobs';
import { InsightsModule } from './module';
import { catalogueSettings, layerModelSetting, windowSettings } from './settings';
import { insightsEffects } from './effects';

export const insightsArea = area({
  name: 'insights',
  module: InsightsModule,
  tables: insightsTables,
  migrations: insightsMigrations,
  grants: { analyst: ['insights.read'], operations: ['insights.read'], auditor: ['insights.read'] },
  settings: [catalogueSettings, layerModelSetting, windowSettings],
  effects: insightsEffects,
  jobs: [runs(lists, LayerListsJob, (it) => it.keepAll())],
});
