import { Module } from '@nestjs/common';
import { actorOf } from '../../platform/actor';
import { Documents } from '../../platform/documents';
import { AuditLog } from './audit-log';
import { AuditChains } from './chains';
import { AuditErasure } from './erasure';

@Module({ providers: [AuditLog, AuditChains, AuditErasure], exports: [AuditLog, AuditChains] })
export class AuditModule {
  constructor(documents: Documents, log: AuditLog) {
    documents.recordBy((tx, { operatorId, ...act }) =>
      log.record(tx, { ...act, actor: actorOf({ operatorId }) }),
    );
  }
}
