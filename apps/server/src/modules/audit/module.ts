import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log';
import { AuditChains } from './chains';
import { AuditStore } from './store';

@Module({ providers: [AuditLog, AuditChains, AuditStore], exports: [AuditLog, AuditChains] })
export class AuditModule {}
