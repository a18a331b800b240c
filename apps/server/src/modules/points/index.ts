export { type AuditCheck, type Findings } from './audit-findings';
export { AuditService, type AuditReport, type FurtherCheck } from './audit.service';
export { type ClawbackPart, type ClawbackRequest, type Taken, type TakenPart } from './clawbacks';
export { pointsTables } from './entities';
export {
  Holds,
  type CaptureHold,
  type CaptureRefusal,
  type CaptureTarget,
  type HoldView,
  type PlaceHold,
  type PlaceRefusal,
  type ReleaseHold,
  type RestoreRefusal,
  type RestoreSpend,
  type SettleRefusal,
} from './holds';
export { Ledger, type Locked, type PostedEntry, type PostedTransaction, type PostingResult } from './ledger';
export { LotNeeds } from './lot-reader';
export type { HoldState, OwnerRef } from './lot-records';
export { type ExpiringPlace } from './expiring.store';
export { PointsJobs } from './jobs';
export { PointsModule } from './module';
export { type PointsBalance, type PointsSchedule, type ScheduledPoints } from './balances';
export {
  reasonOf as reasonOfMove,
  reasonOfLot,
  type MovementReason,
  type PointsMovement,
  type PointsPage,
} from './movements';
export { type LotMoveRow as LotMoveView, type ToldLotRow as LotView } from './lot-reads.store';
export {
  type Explanation,
  type ExplanationValue,
  type LedgerPosting,
  type LedgerRefusal,
} from './posting-rows';
export { PointsReads, type LotsPage, type LotStory } from './reads.service';
export { type PointsHolder } from './reads.store';
export { PointsService } from './service';
export { LedgerWriter, type SubmitRefusal } from './writer';
