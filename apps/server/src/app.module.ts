import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './modules/access';
import { AdjustmentsModule } from './modules/adjustments';
import { AuditModule } from './modules/audit';
import { BrandsModule } from './modules/brands';
import { CustomerAdminModule } from './modules/customer-admin';
import { ExchangeModule } from './modules/exchange';
import { GiftsModule } from './modules/gifts';
import { GuidesModule } from './modules/guides';
import { IdentityModule } from './modules/identity';
import { ImportsModule } from './modules/imports';
import { InsightsModule } from './modules/insights';
import { LedgerModule } from './modules/ledger';
import { LedgerAuditModule } from './modules/ledger-audit';
import { LedgerExplorerModule } from './modules/ledger-explorer';
import { MemberAppModule } from './modules/member-app';
import { MembersModule } from './modules/members';
import { OrderPointsModule } from './modules/order-points';
import { PointsModule } from './modules/points';
import { SettlementModule } from './modules/settlement';
import { SystemModule } from './modules/system';
import { TiersModule } from './modules/tiers';
import { TouchesModule } from './modules/touches';
import { TransfersModule } from './modules/transfers';
import { HttpModule } from './platform/http';
import type { Platform } from './platform/platform';
import { PlatformModule } from './platform/platform.module';

const areas = [
  AccessModule,
  AdjustmentsModule,
  AuditModule,
  BrandsModule,
  CustomerAdminModule,
  ExchangeModule,
  GiftsModule,
  GuidesModule,
  IdentityModule,
  ImportsModule,
  InsightsModule,
  LedgerModule,
  LedgerAuditModule,
  LedgerExplorerModule,
  MemberAppModule,
  MembersModule,
  OrderPointsModule,
  PointsModule,
  SettlementModule,
  SystemModule,
  TiersModule,
  TouchesModule,
  TransfersModule,
];

/** The whole server: the platform and every area of business. */
@Module({})
export class AppModule {
  static of(platform: Platform): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.of(platform), HttpModule, ...areas] };
  }
}
