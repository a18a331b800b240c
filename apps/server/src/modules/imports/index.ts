export { BackgroundImports } from './background-imports';
export {
  FileImport,
  headersOf,
  type ImportCounts,
  type ImportKind,
  type ImportStep,
  type LineFault,
} from './file-import';
export { sourceOf } from './file-source';
export { IngestService, ROWS_PER_TRANSACTION, type RawBatch, type SentBatch } from './ingest.service';
export { ImportsModule } from './module';
export { rowOutcomes, soundOf, woven } from './outcomes';
export type { BatchOutcomes, BatchSummary, RowOutcome, WrittenOutcome } from './outcomes';
export { surveyed, type SurveyedFile, type SurveyRefusal } from './survey';
export type { FileSource } from './tables';
export { columnsOf, RowReader, type RawRow, type RowFault, type TrackedEvent } from './rows';
