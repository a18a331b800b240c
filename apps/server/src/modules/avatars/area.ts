import { area, personal } from '../../platform/areas';
import { avatars, avatarTables } from './entities';
import { avatarMigrations } from './migrations';
import { AvatarsModule } from './module';
import { AvatarErasure, AvatarExport } from './parts';
import { sealedAvatars } from './secret-rows';

export const avatarsArea = area({
  name: 'avatars',
  module: AvatarsModule,
  tables: avatarTables,
  migrations: avatarMigrations,
  secret: { rows: [sealedAvatars] },
  personal: [
    personal(avatars, ['sealed'], {
      holds: 'the picture that they chose, sealed',
      erasure: 'removed',
      export: ['avatar'],
    }),
  ],
  export: AvatarExport,
  erasure: AvatarErasure,
});
