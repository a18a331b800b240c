export { guideLeft } from './marks';
export { GuidesModule } from './module';
export { GuideRolesService, type GuideRoleView } from './roles.service';
export { StaffService, type StaffView } from './staff.service';
export { guideOf } from './workspace.service';
