import {
  codedThings,
  codeMeanings,
  fileEncodings,
  fileFormats,
  importKinds,
  importStates,
  type FileEncoding,
  type FileFormat,
} from '@liuliang/contract';
import { lifecycle } from '@liuliang/domain';
import { c, later, primary, type Column } from '../../platform/db/columns';
import { table, tableWithoutBrand, type RowOf } from '../../platform/db/table';

/**
 * An uploaded file on its way in: looked at, then, on the word of an operator, posted. One whose worker died starts over
 * and stays what it is.
 */
export const importLifecycle = lifecycle({
  states: importStates,
  moves: {
    offer: { from: ['checking'], to: 'checked' },
    confirm: { from: ['checked'], to: 'queued' },
    reverse: { from: ['done'], to: 'reversing' },
    reversed: { from: ['reversing'], to: 'reversed' },
    halt: { from: ['reversing'], to: 'done' },
    discard: { from: ['checked'], to: 'discarded' },
    start: { from: ['queued'], to: 'running' },
    finish: { from: ['running'], to: 'done' },
    fail: { from: ['checking', 'running'], to: 'failed' },
  },
});

/** Empty for imports from before there was a choice, which were of UTF-8. */
const encodingColumn: Column<FileEncoding> = {
  ...c.oneOf(fileEncodings),
  decode: (stored) => (stored || 'utf-8') as FileEncoding,
};

/** Empty for imports from before there were workbooks. */
const formatColumn: Column<FileFormat> = {
  ...c.oneOf(fileFormats),
  decode: (stored) => (stored || 'csv') as FileFormat,
};

export const importJobs = table(
  'import_job',
  {
    id: c.id(),
    brandId: c.ref(),
    kind: c.oneOf(importKinds),
    fileName: c.text(128),
    /** The uploaded bytes wait here until the import is done; empty for imports from the command line. */
    filePath: c.text(255),
    encoding: encodingColumn,
    format: formatColumn,
    /** Of a workbook: the sheet that is read. */
    sheet: later(c.text(64)),
    /** Sheets that have rows and are not read, as far as there is room, parted by `/`, which no sheet is called. */
    unreadSheets: later(c.text(255)),
    hiddenRows: later(c.whole()),
    /** Whether orders in it correct those that are there, on the word of the operator. */
    corrects: later(c.flag()),
    state: c.oneOf(importLifecycle.states),
    operatorId: c.ref(),
    bytes: c.whole(),
    bytesDone: later(c.whole()),
    lines: later(c.whole()),
    accepted: later(c.whole()),
    duplicate: later(c.whole()),
    rejected: later(c.whole()),
    leaseUntilMs: later(c.instant()),
    startedAtMs: c.instant(),
    finishedAtMs: later(c.instant()),
    /** Of the bytes, in hex: what is posted is what was looked at. Empty for imports from before there was a look. */
    fileHash: later(c.text(64)),
    /** Lines that name a code which nobody confirmed. */
    held: later(c.whole()),
    /** Lines dated more than a day ahead. */
    future: later(c.whole()),
    codesBeyond: later(c.whole()),
    /** Who let it be posted; 0: nobody yet. */
    confirmedBy: later(c.ref()),
    reversedBy: later(c.ref()),
    /** When the reversal began: its refunds are dated by it. */
    reversedAtMs: later(c.instant()),
    refunded: later(c.whole()),
    nothingLeft: later(c.whole()),
  },
  {
    index: [
      ['brandId', 'id'],
      ['state', 'leaseUntilMs'],
    ],
  },
);

export const importFaults = tableWithoutBrand('import_fault', {
  importId: primary(c.ref()),
  line: primary(c.small()),
  code: c.text(48),
  field: c.text(32),
});

/** Codes of a file that nobody knew when it was looked at, and what an operator answered. */
export const importCodes = tableWithoutBrand('import_code', {
  importId: primary(c.ref()),
  /** Counted from 1, in the order in which the file names them. */
  number: primary(c.small()),
  thing: c.oneOf(codedThings),
  code: c.text(64),
  lines: c.whole(),
  firstLine: c.small(),
  /** Empty: not answered, so that its lines are refused. */
  meaning: later(c.oneOf(['', ...codeMeanings])),
  /** The code that is meant instead. */
  asCode: later(c.text(64)),
});

/** Orders or refunds that an import brought, by their seller's number, for as long as it can be reversed. */
export const importFacts = tableWithoutBrand(
  'import_fact',
  {
    importId: primary(c.ref()),
    factKey: primary(c.bytes(64)),
    atMs: c.instant(),
    /** When it was dealt with by a reversal; 0: not yet. */
    reversedAtMs: later(c.instant()),
  },
  { index: [['atMs']] },
);

/** Refused lines as they stood in their file, sealed. A change of the secret removes them. */
export const importLines = tableWithoutBrand(
  'import_line',
  {
    importId: primary(c.ref()),
    line: primary(c.small()),
    atMs: c.instant(),
    text: c.bytes(6_000),
  },
  { index: [['atMs']] },
);

export type ImportRow = RowOf<typeof importJobs>;
export type CodeRow = RowOf<typeof importCodes>;
export type FaultRow = Omit<RowOf<typeof importFaults>, 'importId'>;

export const importTables = [importJobs, importFaults, importCodes, importFacts, importLines];
