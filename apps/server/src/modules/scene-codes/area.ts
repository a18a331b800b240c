import { area, reacts } from '../../platform/areas';
import { customerJoined } from '../members';
import { ArrivalsService } from './arrivals.service';
import { sceneTables } from './entities';
import { OriginExport } from './export';
import { sceneMigrations } from './migrations';
import { SceneCodesModule } from './module';

export const sceneCodesArea = area({
  name: 'scene-codes',
  module: SceneCodesModule,
  tables: sceneTables,
  migrations: sceneMigrations,
  export: OriginExport,
  grants: { operations: ['scenes.write'] },
  effects: [
    reacts(
      { name: 'scene-codes.joined', step: 'facts', of: { joined: customerJoined } },
      ArrivalsService,
      (arrivals, tx, brandId, { joined }) => arrivals.joined(tx, brandId, joined),
    ),
  ],
});
