import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { LedgerAuditJobs } from './jobs';
import { LedgerAuditController } from './operator.controller';
import { OwnerAuditStore } from './owners.store';
import { RowAuditStore } from './rows.store';
import { AuditRunsStore } from './runs.store';
import { AuditService } from './audit.service';
import { LedgerAuditStore } from './store';
import { LedgerProofs } from './proofs.service';
import { LedgerRoots } from './roots';
import { LedgerRootsStore } from './roots.store';

@Module({
  imports: [AuditModule],
  controllers: [LedgerAuditController],
  providers: [
    AuditRunsStore,
    AuditService,
    LedgerAuditJobs,
    LedgerAuditStore,
    LedgerProofs,
    LedgerRoots,
    LedgerRootsStore,
    OwnerAuditStore,
    RowAuditStore,
  ],
  exports: [AuditService],
})
export class LedgerAuditModule {}
