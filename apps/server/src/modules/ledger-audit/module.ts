import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { LedgerAuditJobs } from './jobs';
import { LedgerAuditController } from './operator.controller';
import { OwnerAuditQueries } from './owners.queries';
import { RowAuditQueries } from './rows.queries';
import { AuditService } from './audit.service';
import { LedgerAuditQueries } from './queries';
import { LedgerProofs } from './proofs.service';
import { LedgerRoots } from './roots';

@Module({
  imports: [AuditModule],
  controllers: [LedgerAuditController],
  providers: [
    AuditService,
    LedgerAuditJobs,
    LedgerAuditQueries,
    LedgerProofs,
    LedgerRoots,
    OwnerAuditQueries,
    RowAuditQueries,
  ],
  exports: [AuditService],
})
export class LedgerAuditModule {}
