import { Module } from '@nestjs/common';
import { GuideRolesService } from './roles.service';
import { GuidesStore } from './store';

@Module({
  providers: [GuidesStore, GuideRolesService],
  exports: [GuideRolesService],
})
export class GuidesModule {}
