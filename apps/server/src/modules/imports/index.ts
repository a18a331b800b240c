export { BackgroundImports } from './background-imports';
export {
  BroughtKinds,
  type BalancesToCome,
  type BroughtKind,
  type Look,
  type Moved,
  type TakenBack,
} from './brought-kinds';
export type { ImportRow } from './entities';
export {
  FileImport,
  headersOf,
  type ImportCounts,
  type Intake,
  type RowKind,
  type ImportStep,
  type LineFault,
} from './file-import';
export { FileTerms } from './file-terms';
export { sourceOf } from './file-source';
export { IngestService, ROWS_PER_TRANSACTION, type RawBatch, type SentBatch } from './ingest.service';
export { ImportsModule } from './module';
export { rowOutcomes, soundOf, woven } from './outcomes';
export type { BatchOutcomes, BatchSummary, RowOutcome, WrittenOutcome } from './outcomes';
export { surveyed, type SurveyedFile, type SurveyRefusal } from './survey';
export type { FileSource, Headers } from './tables';
export { columnsOf, RowReader, type RawRow, type RowFault, type TrackedEvent } from './rows';
