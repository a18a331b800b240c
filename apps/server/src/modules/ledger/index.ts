export type { ClawbackRequest } from './clawback-sources';
export { causeFactsOf, causesOf, JOIN_HOLD, type CauseColumns } from './causes.queries';
export { Clawbacks } from './clawbacks';
export type { ExpiringPlace } from './expiring.queries';
export { FactReader, type KnownFacts, type ProgrammeFacts } from './fact-reader';
export { LATE } from './fact-terms';
export { LateFacts, type LateCause } from './late-facts';
export { CHAIN_START, chainHashOf, requestHashOf, sha256 } from './hashes';
export { mustBeFree, mustHold, mustSucceed } from './hold-answers';
export { Holds, type HoldView } from './holds';
export { LedgerJobs } from './jobs';
export { Ledger, type PostingResult } from './ledger';
export { MergeBalances, type CarriedFact } from './merge-balances';
export {
  anyAccount,
  anyHold,
  anyLot,
  anyTransaction,
  ledgerAccounts,
  ledgerEntries,
  ledgerTransactions,
  ledgerWriters,
  lotMoves,
  pointsHolds,
  pointsLots,
  type AccountRow,
  type EntryRow,
  type HoldRow,
  type LotRow,
  type TransactionRow,
} from './entities';
export { type ExplainedLotRow, type LotMoveRow, MOVE_SELECT } from './lot-reads.queries';
export { growthMoved, type MovedGrowth } from './marks';
export { LedgerModule } from './module';
export {
  type MovementReason,
  type PointsMovement,
  reasonOfLot,
  reasonOf as reasonOfMove,
  toMovement,
} from './movements';
export { NOTHING_OF_ORDER, OrderPoints, type PointsOfOrder } from './order-points.queries';
export {
  accountRefOf,
  type Explanation,
  explanationOf,
  type ExplanationValue,
  type LedgerPosting,
  type PlannedPosting,
  postingOf,
  termsOf,
} from './posting-rows';
export type { PointsHolders } from './as-of.queries';
export { PointsReads } from './reads.service';
export { HISTORY_SQL, memberPoints, type MovementRow, ownedBy, type PointsHolder } from './reads.queries';
export { sourceOf } from './sources';
export { toldLines, toldMoves } from './told-lines';
export type { AccountName } from './queries';
