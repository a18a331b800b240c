import type { ReplyOf } from '@liuliang/contract/client';

export type ImportJob = ReplyOf<'importStatus'>;
export type ImportKind = ImportJob['kind'];

export const importKinds: readonly ImportKind[] = [
  ...(['orders', 'order-lines', 'refunds', 'events', 'items', 'balances'] as const),
];

export type FileEncoding = ImportJob['encoding'];

/** What whoever uploads may say of the encoding; `auto`: the server finds out, and asks when that is not clear. */
export const encodingChoices = [
  'auto',
  'utf-8',
  'gb18030',
  'utf-16le',
  'utf-16be',
] as const satisfies readonly ('auto' | FileEncoding)[];
export type EncodingChoice = (typeof encodingChoices)[number];

/** The header lines that the server requires, DESIGN section 8. */
const headers = {
  orders: ['order_id', 'identity_kind', 'identity', 'paid_at', 'amount_fen', 'channel', 'store', 'guide'],
  refunds: ['refund_id', 'order_id', 'refunded_at', 'amount_fen'],
  events: ['event_id', 'identity_kind', 'identity', 'type', 'occurred_at', 'channel', 'store', 'item'],
  balances: ['line_id', 'identity_kind', 'identity', 'asset', 'points', 'expires_on'],
  items: ['item', 'name', 'category', 'item_brand', 'season', 'price_fen', 'cost_fen', 'launched_on'],
  'order-lines': ['order_id', 'line', 'item', 'quantity', 'amount_fen'],
} as const satisfies Record<ImportKind, readonly string[]>;

export type ColumnName = (typeof headers)[ImportKind][number];

export const columnsOf = (kind: ImportKind): readonly ColumnName[] => headers[kind];

const examples: Record<ImportKind, readonly string[]> = {
  orders: ['SO-1001', 'pos_card', 'C0001', '2026-11-20T20:00:00+08:00', '129900', 'pos', 'SH01', ''],
  refunds: ['RF-2001', 'SO-1001', '2026-11-21T10:30:00+08:00', '129900'],
  events: ['EV-3001', 'pos_card', 'C0001', 'store.visited', '2026-11-20T19:40:00+08:00', 'pos', 'SH01', ''],
  balances: ['L-1', 'pos_card', 'C0001', 'points', '1200', '2027-12-31'],
  items: ['A-1', '越野跑鞋', '鞋/跑鞋/越野', '', '2026SS', '129900', '48000', '2026-03-01'],
  'order-lines': ['SO-1001', '1', 'A-1', '1', '129900'],
};

/** A file to start from: the header and one example line. */
export const templateOf = (kind: ImportKind): string =>
  `${headers[kind].join(',')}\r\n${examples[kind].join(',')}\r\n`;

export interface HeaderDifference {
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
  readonly isReordered: boolean;
}

/** How a file's first line differs from the required one; null when it does not. Only a warning: the server decides. */
export function headerDifference(firstLine: string, kind: ImportKind): HeaderDifference | null {
  const wanted: readonly string[] = headers[kind];
  const found = firstLine
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/[,;\t]/)
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
    // An amount in yuan stands where the one in fen would.
    .map((name) => name.replace(/_yuan$/, '_fen'));
  const missing = wanted.filter((name) => !found.includes(name));
  const unknown = found.filter((name) => name !== '' && !wanted.includes(name));
  const isReordered = missing.length === 0 && unknown.length === 0 && found.join() !== wanted.join();
  return missing.length > 0 || unknown.length > 0 || isReordered ? { missing, unknown, isReordered } : null;
}

/** The largest file that the server takes. */
export const FILE_BYTES_MAX = 200 * 1024 * 1024;

export type FileFault = 'tooLarge' | 'notTable' | 'isEmpty';

export const isWorkbook = (file: { readonly name: string }): boolean => /\.xlsx$/i.test(file.name);

/** What speaks against uploading a file at all, before anything is sent. */
export function fileFault(file: { readonly name: string; readonly size: number }): FileFault | null {
  if (!/\.csv$/i.test(file.name) && !isWorkbook(file)) return 'notTable';
  if (file.size === 0) return 'isEmpty';
  return file.size > FILE_BYTES_MAX ? 'tooLarge' : null;
}

export const isUnderWay = (job: ImportJob): boolean =>
  ['checking', 'queued', 'running', 'reversing'].includes(job.state);

/** Through, whatever was made of it afterwards. */
const isThrough = (job: ImportJob): boolean => ['done', 'reversing', 'reversed'].includes(job.state);

/** How far a job is, in whole percent; the bar is full only when the job is done. */
export const percentDone = (job: ImportJob): number =>
  isThrough(job) ? 100 : job.bytes === 0 ? 0 : Math.min(99, Math.floor((job.bytesDone / job.bytes) * 100));
