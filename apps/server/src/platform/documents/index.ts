export { documentController } from './controller';
export { VersionedDocument, type Of as TriedContent, type Tried, type TriedRefusal } from './document';
export { Documents, type Author, type DocumentAct } from './documents';
export { documentTables } from './entities';
export { documentKind, type DocumentKind } from './kind';
export type { VersionDetail, VersionHead } from './views';
export { inForceAt, type Version } from './versions';
