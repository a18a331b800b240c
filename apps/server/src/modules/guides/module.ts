import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { ImportsModule } from '../imports';
import { InsightsModule } from '../insights';
import { MembersModule } from '../members';
import { PointsModule } from '../points';
import { GuidesController } from './controller';
import { GuideRolesService } from './roles.service';
import { GuidesStore } from './store';
import { WorkspaceService } from './workspace.service';

@Module({
  imports: [BrandsModule, ImportsModule, InsightsModule, MembersModule, PointsModule],
  controllers: [GuidesController],
  providers: [GuidesStore, GuideRolesService, WorkspaceService],
  exports: [GuideRolesService],
})
export class GuidesModule {}
