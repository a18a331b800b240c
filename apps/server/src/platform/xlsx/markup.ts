import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { tooLarge, unreadable, WorkbookFault } from './fault';

type Attributes = Readonly<Record<string, string>>;

/** What is made of a part of a workbook while it is read. Names come without their prefix. */
export interface MarkupReader {
  open(name: string, attributes: Attributes): void;
  /** Text, in as many pieces as the parser likes. */
  text?(text: string): void;
  close?(name: string): void;
}

/** Sheets have a depth of seven. */
const DEPTH_MAX = 64;
/** A parser keeps a text, a name or a remark until it ends; none of ours is nearly as long. */
const UNBROKEN_MAX = 1024 * 1024;

/**
 * Hands the tags of a part to its reader, piece by piece. Entities beyond those of XML itself are not known, nothing is
 * ever fetched, and a part that declares its own is refused.
 * @returns after every piece, so that what was made of it can be taken
 */
export async function* piecesOf(source: AsyncIterable<Buffer>, reader: MarkupReader): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const feed = feeder(reader);
  for await (const piece of source) {
    feed.write(decoded(decoder, piece));
    yield;
  }
  feed.write(decoded(decoder));
  feed.end();
  yield;
}

/** As `piecesOf`, for parts that are small. */
export async function readMarkup(source: AsyncIterable<Buffer>, reader: MarkupReader): Promise<void> {
  const pieces = piecesOf(source, reader);
  while (!(await pieces.next()).done);
}

function decoded(decoder: InstanceType<typeof TextDecoder>, piece?: Buffer): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch {
    // A decoder that is strict throws: here that is an answer, not a fault.
    throw unreadable();
  }
}

function feeder(reader: MarkupReader) {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let [depth, unbroken] = [0, 0];
  parser.on('error', () => {
    throw unreadable();
  });
  parser.on('doctype', () => {
    throw unreadable();
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    depth += 1;
    unbroken = 0;
    if (depth > DEPTH_MAX) throw tooLarge();
    reader.open(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    unbroken = 0;
    reader.close?.(local(name));
  });
  const text = (piece: string): void => {
    unbroken = 0;
    reader.text?.(piece);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      throw error instanceof WorkbookFault ? error : unreadable();
    }
  };
  return {
    write(piece: string): void {
      guarded(() => parser.write(piece));
      unbroken += piece.length;
      if (unbroken > UNBROKEN_MAX) throw tooLarge();
    },
    end: (): void => guarded(() => void parser.close()),
  };
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
