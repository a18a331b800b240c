export { importTables } from './entities';
export {
  FileImport,
  type ImportCounts,
  type ImportKind,
  type ImportStep,
  type LineFault,
} from './file-import';
export {
  IngestService,
  type BatchOutcomes,
  type BatchSummary,
  type RawBatch,
  type RowOutcome,
} from './ingest.service';
export { ImportsModule } from './module';
export { columnsOf, deviceEventTypes, type TrackedEvent } from './rows';
