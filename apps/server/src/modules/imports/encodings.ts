import { isAscii, isUtf8 } from 'node:buffer';
import type { FileEncoding } from '@liuliang/contract';
import { rawLinesOf } from './csv-lines';

const GB = new TextDecoder('gb18030', { fatal: true });

/**
 * The encoding of a file, from all of its bytes: its mark, or what its lines can be read as. Reads to the end, holding
 * one piece at a time.
 * @returns null when it could be more than one, so that a person must say
 */
export async function encodingOf(source: AsyncIterable<Buffer>): Promise<FileEncoding | null> {
  let [isFirst, utf8, gb] = [true, 0, 0];
  for await (const lines of rawLinesOf(source)) {
    for (const { bytes } of lines) {
      if (isFirst) {
        const told = toldByTheStart(bytes ?? Buffer.alloc(0));
        if (told) return told;
        isFirst = false;
      }
      if (bytes === null || isAscii(bytes)) continue;
      if (isUtf8(bytes)) utf8 += 1;
      else if (isChinese(bytes)) gb += 1;
      else return null;
    }
  }
  if (gb === 0) return 'utf-8';
  return utf8 === 0 ? 'gb18030' : null;
}

/** The same bytes in UTF-8, without a mark; what cannot be read becomes U+FFFD. */
export async function* utf8Of(source: AsyncIterable<Buffer>, encoding: FileEncoding): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') return yield* source;
  const decoder = new TextDecoder(encoding);
  for await (const piece of source) yield Buffer.from(decoder.decode(piece, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** By its mark; or by the empty half of its first sign, which is a letter of the header. */
function toldByTheStart(bytes: Buffer): FileEncoding | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (first === 0 && second !== 0) return 'utf-16be';
  return second === 0 && first !== 0 ? 'utf-16le' : null;
}

/**
 * Whether bytes are Chinese in GB18030 as people write it. Nearly any two bytes are some sign of it, also pieces of
 * other encodings; most of what is really written stands among the signs of GB 2312.
 */
function isChinese(bytes: Buffer): boolean {
  try {
    GB.decode(bytes);
  } catch {
    // A decoder that is strict throws: here that is an answer, not a fault.
    return false;
  }
  let [pairs, common] = [0, 0];
  for (let i = 0; i < bytes.length; i += 1) {
    const lead = bytes[i] as number;
    if (lead < 0x80) continue;
    const trail = bytes[i + 1] ?? 0;
    const isFour = trail >= 0x30 && trail <= 0x39;
    i += isFour ? 3 : 1;
    pairs += 1;
    if (lead >= 0xa1 && trail >= 0xa1) common += 1;
  }
  return common * 2 >= pairs;
}
