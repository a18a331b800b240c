import { Module } from '@nestjs/common';
import { MembersModule } from '../members';
import { AvatarsController } from './controller';
import { AvatarErasure, AvatarExport } from './parts';
import { Avatars } from './service';

@Module({
  imports: [MembersModule],
  controllers: [AvatarsController],
  providers: [AvatarErasure, AvatarExport, Avatars],
  exports: [Avatars],
})
export class AvatarsModule {}
