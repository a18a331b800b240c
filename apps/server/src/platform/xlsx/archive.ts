import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { tooLarge, unreadable } from './fault';

/** A file inside, as the list at the end of the archive tells of it. */
interface Entry {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Of its header in the archive. */
  readonly at: number;
}

/** Unpacked bytes that one reading of an archive may come to: a whole sheet of a million rows has fewer. */
const UNPACKED_MAX = 512 * 1024 * 1024;
/** Workbooks have some dozens. */
const ENTRIES_MAX = 2_000;
const LIST_BYTES_MAX = 1024 * 1024;

const END_MARK = 0x06054b50;
const END_BYTES = 22;
const COMMENT_MAX = 0xffff;
const LARGE_END_MARK = 0x06064b50;
const LARGE_LOCATOR_MARK = 0x07064b50;
const LARGE_LOCATOR_BYTES = 20;
const ENTRY_MARK = 0x02014b50;
const ENTRY_BYTES = 46;
const HEADER_MARK = 0x04034b50;
const HEADER_BYTES = 30;
const LARGE = 0xffffffff;
const LARGE_FIELD = 1;
const LOCKED = 1;
const [STORED, DEFLATED] = [0, 8];

/**
 * The files of a zip archive on disk, read one by one and never into memory as a whole. What is unpacked is counted, not
 * believed: an archive that swells beyond the limit is refused while it does. An archive inside is a file like any other.
 */
export class Archive {
  private unpackedLeft: number;
  private packedRead = 0;

  private constructor(
    private readonly path: string,
    private readonly entries: ReadonlyMap<string, Entry>,
    unpackedMax: number,
  ) {
    this.unpackedLeft = unpackedMax;
  }

  /** @throws WorkbookFault when it is no archive, or one that nobody could read to the end */
  static async open(path: string, unpackedMax = UNPACKED_MAX): Promise<Archive> {
    const file = await open(path, 'r');
    try {
      return new Archive(path, await entriesOf(file), unpackedMax);
    } finally {
      await file.close();
    }
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Packed bytes that were read so far. */
  get bytesRead(): number {
    return this.packedRead;
  }

  /** @throws WorkbookFault when it is not there, damaged, or more than may be unpacked */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry || (entry.method !== STORED && entry.method !== DEFLATED)) throw unreadable();
    const start = await this.dataOf(entry);
    let [crc, bytes] = [0, 0];
    try {
      for await (const piece of this.unpacked(entry, start)) {
        bytes += piece.length;
        this.unpackedLeft -= piece.length;
        if (this.unpackedLeft < 0) throw tooLarge();
        if (bytes > entry.unpacked) throw unreadable();
        crc = crc32(piece, crc);
        yield piece;
      }
    } catch (error) {
      // What zlib says of a damaged stream.
      throw (error as { code?: string }).code?.startsWith('Z_') ? unreadable() : error;
    }
    if (bytes !== entry.unpacked || crc !== entry.crc) throw unreadable();
  }

  private unpacked({ method, packed }: Entry, start: number): Transform {
    const through = method === STORED ? new PassThrough() : createInflateRaw();
    if (packed === 0) return through.end();
    const source = createReadStream(this.path, { start, end: start + packed - 1 });
    source.on('data', (piece) => (this.packedRead += piece.length));
    // Whoever reads is told of faults by the stream itself.
    pipeline(source, through, () => undefined);
    return through;
  }

  /** Where the bytes of a file begin: behind a header that repeats its name. */
  private async dataOf({ at }: Entry): Promise<number> {
    const file = await open(this.path, 'r');
    try {
      const header = await bytesAt(file, at, HEADER_BYTES);
      if (header.readUInt32LE(0) !== HEADER_MARK) throw unreadable();
      return at + HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
    } finally {
      await file.close();
    }
  }
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  if (!Number.isSafeInteger(at) || at < 0) throw unreadable();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw unreadable();
  return buffer;
}

async function entriesOf(file: FileHandle): Promise<ReadonlyMap<string, Entry>> {
  const { count, bytes, at } = await listOf(file, (await file.stat()).size);
  if (count > ENTRIES_MAX || bytes > LIST_BYTES_MAX) throw tooLarge();
  const list = await bytesAt(file, at, bytes);
  const entries = new Map<string, Entry>();
  let from = 0;
  for (let i = 0; i < count; i += 1) {
    if (from + ENTRY_BYTES > list.length || list.readUInt32LE(from) !== ENTRY_MARK) throw unreadable();
    const nameEnd = from + ENTRY_BYTES + list.readUInt16LE(from + 28);
    const extraEnd = nameEnd + list.readUInt16LE(from + 30);
    if (extraEnd > list.length) throw unreadable();
    const name = list.toString('utf8', from + ENTRY_BYTES, nameEnd);
    const entry = entryOf(list.subarray(from), list.subarray(nameEnd, extraEnd));
    // Two files of one name: readers differ in which they take.
    if (entries.has(name) || list.readUInt16LE(from + 8) & LOCKED) throw unreadable();
    entries.set(name, entry);
    from = extraEnd + list.readUInt16LE(from + 32);
  }
  return entries;
}

function entryOf(listed: Buffer, extra: Buffer): Entry {
  const large = largeValues(extra);
  const whole = (offset: number): number => {
    const value = listed.readUInt32LE(offset);
    return value === LARGE ? (large.shift() ?? Number.NaN) : value;
  };
  // In the order in which the large ones stand behind.
  const unpacked = whole(24);
  const packed = whole(20);
  const at = whole(42);
  if (![unpacked, packed, at].every((value) => Number.isSafeInteger(value))) throw unreadable();
  return { method: listed.readUInt16LE(10), crc: listed.readUInt32LE(16), packed, unpacked, at };
}

/** What stands in 64 bits because 32 are too few, or because its writer did not know better. */
function largeValues(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)];
    if (id === LARGE_FIELD) {
      const values: number[] = [];
      for (let i = at + 4; i + 8 <= Math.min(at + 4 + length, extra.length); i += 8)
        values.push(Number(extra.readBigUInt64LE(i)));
      return values;
    }
    at += 4 + length;
  }
  return [];
}

/** Where the list of files stands, by the mark at the very end. */
async function listOf(file: FileHandle, size: number) {
  const tailBytes = Math.min(size, END_BYTES + COMMENT_MAX);
  const tail = await bytesAt(file, size - tailBytes, tailBytes);
  for (let at = tailBytes - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END_MARK) continue;
    const told = {
      count: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      at: tail.readUInt32LE(at + 16),
    };
    const isLarge = told.count === 0xffff || told.bytes === LARGE || told.at === LARGE;
    return isLarge ? largeListOf(file, size - tailBytes + at - LARGE_LOCATOR_BYTES) : told;
  }
  throw unreadable();
}

async function largeListOf(file: FileHandle, locatorAt: number) {
  const locator = await bytesAt(file, locatorAt, LARGE_LOCATOR_BYTES);
  if (locator.readUInt32LE(0) !== LARGE_LOCATOR_MARK) throw unreadable();
  const end = await bytesAt(file, Number(locator.readBigUInt64LE(8)), 56);
  if (end.readUInt32LE(0) !== LARGE_END_MARK) throw unreadable();
  return {
    count: Number(end.readBigUInt64LE(32)),
    bytes: Number(end.readBigUInt64LE(40)),
    at: Number(end.readBigUInt64LE(48)),
  };
}
