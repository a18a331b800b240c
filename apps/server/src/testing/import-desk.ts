import { Readable } from 'node:stream';
import type { Brand } from '../modules/brands';
import { BackgroundImports, columnsOf } from '../modules/imports';
import { ImportsService, type ImportView } from '../modules/imports/imports.service';
import { operatorOf, type Services } from './doors';

/** Whoever sits at the console. */
const CLERK = 78;

type Reversed = Awaited<ReturnType<ImportsService['reverse']>>;

/** A file of orders or refunds, looked at, confirmed and posted. @returns the import */
export async function bringFile(
  services: Services,
  brand: Brand,
  kind: 'orders' | 'refunds',
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<ImportView> {
  const imports = services.get(ImportsService);
  const columns: readonly string[] = columnsOf[kind];
  const lines = rows.map((row) => columns.map((column) => String(row[column] ?? '')).join(','));
  const started = await imports.start({
    ...{ brandId: brand.id, operatorId: CLERK, kind, fileName: `${kind}.csv`, said: {}, corrects: false },
    source: Readable.from([[columns.join(','), ...lines].join('\n')]),
  });
  if (!started.ok) throw new Error(started.error.code);
  const { id } = started.value;
  await services.get(BackgroundImports).runDue();
  const who = operatorOf(brand.id, CLERK);
  const seen = await imports.preview(who, id);
  if (!seen.ok) throw new Error(seen.error.code);
  const codes = seen.value.codes.map(({ number }) => ({ number, meaning: 'new' as const }));
  const confirmed = await imports.confirm(who, id, { fileHash: seen.value.row.fileHash, codes });
  if (!confirmed.ok) throw new Error(confirmed.error.code);
  await services.get(BackgroundImports).runDue();
  return importOf(services, brand, id);
}

/** An import as it stands. */
export async function importOf(services: Services, brand: Brand, id: number): Promise<ImportView> {
  const found = await services.get(ImportsService).byId(brand.id, id);
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
}

/** Asks for an import to be reversed; the worker has not begun. */
export const askReversal = (services: Services, brand: Brand, id: number): Promise<Reversed> =>
  services.get(ImportsService).reverse(brand.id, id, CLERK);

/** Has an import reversed, from the word to the deed. @returns the import */
export async function reverseFile(services: Services, brand: Brand, id: number): Promise<ImportView> {
  const asked = await askReversal(services, brand, id);
  if (!asked.ok) throw new Error(asked.error.code);
  await services.get(BackgroundImports).runDue();
  return importOf(services, brand, id);
}
