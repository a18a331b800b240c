import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BindingsModule } from '../bindings';
import { BrandsModule } from '../brands';
import { CustomerCardsModule } from '../customer-cards';
import { ImportsModule } from '../imports';
import { InsightsModule } from '../insights';
import { MembersModule } from '../members';
import { GuidesController } from './controller';
import { GuideRolesService } from './roles.service';
import { StaffController } from './staff.controller';
import { StaffService } from './staff.service';
import { WorkspaceService } from './workspace.service';

@Module({
  imports: [
    AuditModule,
    BindingsModule,
    BrandsModule,
    CustomerCardsModule,
    ImportsModule,
    InsightsModule,
    MembersModule,
  ],
  controllers: [GuidesController, StaffController],
  providers: [GuideRolesService, StaffService, WorkspaceService],
  exports: [GuideRolesService, StaffService],
})
export class GuidesModule {}
