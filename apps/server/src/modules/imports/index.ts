export { BackgroundImports } from './background-imports';
export { importTables } from './entities';
export {
  FileImport,
  type ImportCounts,
  type ImportKind,
  type ImportStep,
  type LineFault,
} from './file-import';
export { IngestService, type RawBatch } from './ingest.service';
export { ImportsModule } from './module';
export type { BatchOutcomes, BatchSummary, RowOutcome } from './outcomes';
export { columnsOf, deviceEventTypes, type RawRow, type TrackedEvent } from './rows';
