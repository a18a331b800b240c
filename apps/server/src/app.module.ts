import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './modules/access';
import { AdjustmentsModule } from './modules/adjustments';
import { AuditModule } from './modules/audit';
import { BrandsModule } from './modules/brands';
import { DeskModule } from './modules/desk';
import { GuidesModule } from './modules/guides';
import { IdentityModule } from './modules/identity';
import { ImportsModule } from './modules/imports';
import { InsightsModule } from './modules/insights';
import { MembersModule } from './modules/members';
import { PointsModule } from './modules/points';
import { PortalModule } from './modules/portal';
import { SpendingModule } from './modules/spending';
import { SettlementModule } from './modules/settlement';
import { SystemModule } from './modules/system';
import { TiersModule } from './modules/tiers';
import { TouchesModule } from './modules/touches';
import { HttpModule } from './platform/http';
import type { Platform } from './platform/platform';
import { PlatformModule } from './platform/platform.module';

const areas = [
  AccessModule,
  AdjustmentsModule,
  AuditModule,
  BrandsModule,
  DeskModule,
  GuidesModule,
  IdentityModule,
  ImportsModule,
  InsightsModule,
  MembersModule,
  PointsModule,
  PortalModule,
  SpendingModule,
  SettlementModule,
  SystemModule,
  TiersModule,
  TouchesModule,
];

/** The whole server: the platform and every area of business. */
@Module({})
export class AppModule {
  static of(platform: Platform): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.of(platform), HttpModule, ...areas] };
  }
}
