import { Module } from '@nestjs/common';
import { AdjustmentsModule } from '../adjustments';
import { AuditModule } from '../audit';
import { BindingsModule } from '../bindings';
import { BrandsModule } from '../brands';
import { CustomerAdminModule } from '../customer-admin';
import { GuidesModule } from '../guides';
import { IdentityModule } from '../identity';
import { MembersModule } from '../members';
import { BulkController } from './controller';
import { BulkDeeds } from './deeds';
import { BulkPeople } from './people';
import { BulkRights } from './rights';
import { BulkActs } from './service';
import { BulkViews } from './views';
import { BulkWorker } from './worker';

@Module({
  imports: [
    AdjustmentsModule,
    AuditModule,
    BindingsModule,
    BrandsModule,
    CustomerAdminModule,
    GuidesModule,
    IdentityModule,
    MembersModule,
  ],
  controllers: [BulkController],
  providers: [BulkActs, BulkDeeds, BulkPeople, BulkRights, BulkViews, BulkWorker],
})
export class BulkModule {}
