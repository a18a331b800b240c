export { type AuditCheck } from './audit-findings';
export { AuditService, type AuditReport } from './audit.service';
export { pointsTables } from './entities';
export { type PostedEntry, type PostedTransaction, type PostingResult } from './ledger';
export { PointsModule } from './module';
export { type PointsBalance, type PointsMovement, type PointsPage } from './movements';
export { type AppliedRefund, type PaidOrder } from './order-postings';
export {
  type Explanation,
  type ExplanationValue,
  type LedgerPosting,
  type LedgerRefusal,
} from './posting-rows';
export { PointsService } from './service';
export { LedgerWriter, type SubmitRefusal } from './writer';
