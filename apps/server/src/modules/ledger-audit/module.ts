import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { LedgerAuditJobs } from './jobs';
import { LedgerAuditController } from './operator.controller';
import { OwnerAuditQueries } from './owners.queries';
import { RowAuditQueries } from './rows.queries';
import { AuditRunsQueries } from './runs.queries';
import { AuditService } from './audit.service';
import { LedgerAuditQueries } from './queries';
import { LedgerProofs } from './proofs.service';
import { LedgerRoots } from './roots';
import { LedgerRootsQueries } from './roots.queries';

@Module({
  imports: [AuditModule],
  controllers: [LedgerAuditController],
  providers: [
    AuditRunsQueries,
    AuditService,
    LedgerAuditJobs,
    LedgerAuditQueries,
    LedgerProofs,
    LedgerRoots,
    LedgerRootsQueries,
    OwnerAuditQueries,
    RowAuditQueries,
  ],
  exports: [AuditService],
})
export class LedgerAuditModule {}
