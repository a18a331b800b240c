import type { Schema } from '../db/connect';
import { platformTables } from '../tables';
import type { Area } from './area';

/** The tables of the platform and of every area, and the steps by which areas built theirs. */
export const schemaOf = (areas: readonly Area[]): Schema => ({
  tables: [platformTables, ...areas.map((one) => one.tables ?? [])],
  migrations: areas.flatMap((one) => one.migrations ?? []),
});
