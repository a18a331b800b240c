import type { Schema } from '../db/connect';
import { documentTables } from '../documents/entities';
import { platformTables } from '../tables';
import type { Area } from './area';

/** The tables of the platform and of every area, and the steps by which areas built theirs, and what depends on the secret. */
export const schemaOf = (areas: readonly Area[]): Schema => ({
  tables: [...platformTables, ...documentTables, ...areas.flatMap((one) => one.tables ?? [])],
  migrations: areas.flatMap((one) => one.migrations ?? []),
  secret: {
    rows: areas.flatMap((one) => one.secret?.rows ?? []),
    lapsing: areas.flatMap((one) => one.secret?.lapsing ?? []),
    layered: areas.flatMap((one) => one.secret?.layered ?? []),
  },
});
