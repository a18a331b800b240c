import { Readable } from 'node:stream';
import { clockText } from '@liuliang/domain';
import { BYTE_ORDER_MARK, csvOf, harmless } from '../../platform/csv';
import { causeText, lineWords, words, yuan } from './words';
import type { LineView } from './views';

const head = ['happened', 'kind', 'cause', 'source', 'points', 'fen', 'transaction'] as const;

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
