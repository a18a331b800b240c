import { Readable } from 'node:stream';
import { clockText } from '@liuliang/domain';
import { stringify } from 'csv-stringify/sync';
import { causeText, lineWords, words, yuan } from './words';
import type { LineView } from './views';

/** Spreadsheets on Windows take a file for UTF-8 only when it says so. */
const BYTE_ORDER_MARK = '\ufeff';
const head = ['happened', 'kind', 'cause', 'source', 'points', 'fen', 'transaction'] as const;

export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { record_delimiter: 'windows' },
  );

/** Spreadsheets run a text that starts with one of these; East Asian ones take the full-width signs for the narrow ones. */
const FORMULA_START = /^[=+\-@＝＋－＠\t\r\n]/;

/** What others wrote (order numbers, names), so that no spreadsheet takes it for a formula. Our own figures stay numbers. */
export const harmless = (text: string): string => (FORMULA_START.test(text) ? `'${text}` : text);

/** The lines of a statement as a file, piece by piece. */
export function linesCsv(pieces: AsyncIterable<readonly LineView[]>, timeZone: string): Readable {
  return Readable.from(csvPieces(pieces, timeZone));
}

async function* csvPieces(
  pieces: AsyncIterable<readonly LineView[]>,
  timeZone: string,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvOf([head.map((name) => `${words[name].zh} ${words[name].en}`)]);
  for await (const lines of pieces) {
    if (lines.length > 0) yield csvOf(lines.map((line) => cells(line, timeZone)));
  }
}

function cells(line: LineView, timeZone: string): (string | number | null)[] {
  const kind = lineWords[line.kind];
  return [
    clockText(line.occurredAtMs, timeZone),
    `${kind.zh} ${kind.en}`,
    causeText(line.reference.kind, ({ zh, en }) => `${zh} ${en}`),
    harmless(line.reference.label ?? ''),
    line.points,
    yuan(line.amountFen),
    line.transactionId,
  ];
}
