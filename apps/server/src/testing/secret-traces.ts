import { schema } from '../areas';
import { inSql } from '../platform/db/columns';
import type { Database } from '../platform/db/database';

/** What keys of the secret have left in a database: each value as text, with the columns that it stands in. */
export type SecretTraces = ReadonlyMap<string, ReadonlySet<string>>;

/** Ciphertext of `FieldCipher`, wherever it stands, also within a longer text. */
const SEALED = /f1\.\d+\.[\w-]{38,}/g;
/** Bytes of a hash or an index as text spells them: hexadecimal, or base64 in either alphabet. */
const SPELT = /[\w+/-]{22,}/g;

const { rows, lapsing } = schema.secret;

/** Columns that a rotation knows, as `table.column`. */
export const knownColumns: readonly string[] = [...rows, ...lapsing].flatMap(({ table, columns }) =>
  columns.map((column) => `${table}.${inSql(column)}`),
);

/** Every value of every row of every table, as the texts that could be one of the secret's. */
async function walk(db: Database, see: (column: string, text: string, isSealed: boolean) => void) {
  for (const { name, definition } of schema.tables) {
    const found = await db.read((reader) => reader.query<Record<string, unknown>>(`SELECT * FROM ${name}`));
    for (const column of Object.keys(definition).map(inSql)) {
      for (const row of found) {
        const value = row[column];
        if (typeof value !== 'string' && !Buffer.isBuffer(value)) continue;
        const text = value.toString();
        if (knownColumns.includes(`${name}.${column}`) && text.length > 0)
          see(`${name}.${column}`, text, false);
        for (const [sealed] of text.matchAll(SEALED)) see(`${name}.${column}`, sealed, true);
        for (const [spelt] of text.matchAll(SPELT)) see(`${name}.${column}`, spelt, false);
        if (Buffer.isBuffer(value) && value.length > 0)
          see(`${name}.${column}`, value.toString('hex'), false);
      }
    }
  }
}

/** Ciphertext anywhere, and whatever stands in some columns. */
export async function secretTraces(db: Database, columns: readonly string[]): Promise<SecretTraces> {
  const traces = new Map<string, Set<string>>();
  await walk(db, (column, text, isSealed) => {
    if (!isSealed && !columns.includes(column)) return;
    traces.set(text, (traces.get(text) ?? new Set()).add(column));
  });
  return traces;
}

/** Columns where values stand that stood in the database before, whatever the spelling. */
export async function whereLeft(db: Database, before: SecretTraces): Promise<string[]> {
  const spellings = new Set(before.keys());
  for (const text of before.keys()) {
    if (!/^([0-9a-f]{2})+$/.test(text)) continue;
    const bytes = Buffer.from(text, 'hex');
    for (const spelling of ['base64', 'base64url'] as const)
      spellings.add(bytes.toString(spelling).replace(/=+$/, ''));
  }
  const left = new Set<string>();
  await walk(db, (column, text) => void (spellings.has(text) && left.add(column)));
  return [...left].sort();
}
