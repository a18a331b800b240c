import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log';
import { AuditChains } from './chains';
import { AuditQueries } from './queries';

@Module({ providers: [AuditLog, AuditChains, AuditQueries], exports: [AuditLog, AuditChains] })
export class AuditModule {}
