import { piecesOf, type MarkupReader } from './markup';
import { tooLarge } from './fault';

/** What the strings of one workbook may take; a file with more comes as CSV. */
const TEXT_BYTES_MAX = 128 * 1024 * 1024;
const STRINGS_MAX = 8 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/** Texts by their number. They are kept as bytes side by side: millions of strings of their own would take four times as much. */
export class SharedStrings {
  private readonly chunks: Buffer[] = [];
  private chunkUsed = CHUNK_BYTES;
  private starts = new Float64Array(1024);
  private count = 0;
  private bytes = 0;

  add(text: string): void {
    const size = Buffer.byteLength(text);
    this.bytes += size;
    if (this.bytes > TEXT_BYTES_MAX || this.count >= STRINGS_MAX || size > CHUNK_BYTES) throw tooLarge();
    if (this.chunkUsed + size > CHUNK_BYTES) {
      this.chunks.push(Buffer.allocUnsafeSlow(CHUNK_BYTES));
      this.chunkUsed = 0;
    }
    const chunk = this.chunks.length - 1;
    this.chunks[chunk]?.write(text, this.chunkUsed);
    // Chunk, place and length in one number: 2^7 chunks and a bit, 2^20 places, 2^20 lengths.
    this.note((chunk * CHUNK_BYTES + this.chunkUsed) * 2 * CHUNK_BYTES + size);
    this.chunkUsed += size;
  }

  /** @returns undefined when there is none of this number */
  at(number: number): string | undefined {
    if (!(Number.isInteger(number) && number >= 0 && number < this.count)) return undefined;
    const told = this.starts[number] as number;
    const size = told % (2 * CHUNK_BYTES);
    const place = Math.floor(told / (2 * CHUNK_BYTES));
    const start = place % CHUNK_BYTES;
    return this.chunks[Math.floor(place / CHUNK_BYTES)]?.toString('utf8', start, start + size);
  }

  private note(told: number): void {
    if (this.count === this.starts.length) {
      const longer = new Float64Array(2 * this.count);
      longer.set(this.starts);
      this.starts = longer;
    }
    this.starts[this.count] = told;
    this.count += 1;
  }
}

export async function sharedStringsOf(source: AsyncIterable<Buffer>): Promise<SharedStrings> {
  const strings = new SharedStrings();
  const text = new TextParts();
  const reader: MarkupReader = {
    open: (name) => {
      if (name === 'si') text.begin();
      else text.open(name);
    },
    text: (piece) => text.text(piece),
    close: (name) => {
      if (name === 'si') strings.add(text.take());
      else text.close(name);
    },
  };
  for await (const _ of piecesOf(source, reader));
  return strings;
}

/** A text that may be in runs of several looks; how it is read aloud stands beside and is none of it. */
export class TextParts {
  private parts = '';
  private isText = false;
  private isAloud = false;

  begin(): void {
    this.parts = '';
  }

  open(name: string): void {
    if (name === 't') this.isText = true;
    else if (name === 'rPh') this.isAloud = true;
  }

  text(piece: string): void {
    if (this.isText && !this.isAloud) this.parts += piece;
  }

  close(name: string): void {
    if (name === 't') this.isText = false;
    else if (name === 'rPh') this.isAloud = false;
  }

  take(): string {
    return unescaped(this.parts);
  }
}

/** Signs that XML cannot hold are written `_x000A_`. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
