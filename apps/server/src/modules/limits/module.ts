import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { IdentityModule } from '../identity';
import { LimitsController } from './controller';
import { Limits } from './limits.service';
import { LimitNotes } from './notes.service';
import { LimitPages } from './pages.service';

@Module({
  imports: [AuditModule, BrandsModule, IdentityModule],
  controllers: [LimitsController],
  providers: [LimitNotes, LimitPages, Limits],
  exports: [Limits],
})
export class LimitsModule {}
