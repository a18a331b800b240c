export {
  area,
  consumes,
  grantedRoles,
  proves,
  reacts,
  runs,
  type Area,
  type AuditPart,
  type ConsumerPart,
  type EffectPart,
  type JobPart,
} from './area';
export { Areas, AreasModule, type BoundCheck, type BoundFile, type TwoPersonLimit } from './areas';
export { inFiles, instant, nameOf, word, yuan, type FileCell, type FilePart } from './files';
export type {
  AuditFindings,
  ErasurePart,
  ExportPart,
  OfBrand,
  Person,
  TimelineFrom,
  TimelinePart,
  TimelineStep,
} from './parts';
export { personal, theirNumber, wholeRow, type PersonalColumns } from './personal';
export { schemaOf } from './schema';
export { settings, settingsOf, withSettings, type Settings, type StoredConfig } from './settings';
export {
  fillTemplate,
  serviceMessage,
  strayBlanks,
  type BothLanguages,
  type MessageTemplate,
} from './templates';
