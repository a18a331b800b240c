export { BackgroundImports } from './background-imports';
export { encodingOf, utf8Of } from './encodings';
export {
  FileImport,
  type ImportCounts,
  type ImportKind,
  type ImportStep,
  type LineFault,
} from './file-import';
export { IngestService, ROWS_PER_TRANSACTION, type RawBatch, type SentBatch } from './ingest.service';
export { ImportsModule } from './module';
export { rowOutcomes, soundOf, woven } from './outcomes';
export type { BatchOutcomes, BatchSummary, RowOutcome, WrittenOutcome } from './outcomes';
export { columnsOf, RowReader, type RawRow, type RowFault, type TrackedEvent } from './rows';
