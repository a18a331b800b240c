import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log';
import { AuditStore } from './store';

@Module({ providers: [AuditLog, AuditStore], exports: [AuditLog, AuditStore] })
export class AuditModule {}
