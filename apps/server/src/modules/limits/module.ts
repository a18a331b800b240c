import { Module } from '@nestjs/common';
import { Documents } from '../../platform/documents';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { IdentityModule } from '../identity';
import { LimitsController } from './controller';
import { Limits } from './limits.service';
import { LimitNotes } from './notes.service';
import { PublishingLimits } from './publishing';
import { LimitPages } from './pages.service';

@Module({
  imports: [AuditModule, BrandsModule, IdentityModule],
  controllers: [LimitsController],
  providers: [LimitNotes, LimitPages, Limits, PublishingLimits],
  exports: [Limits],
})
export class LimitsModule {
  constructor(documents: Documents, publishing: PublishingLimits) {
    documents.secondBy((reader, brandId, kind) => publishing.needsSecond(reader, brandId, kind));
  }
}
