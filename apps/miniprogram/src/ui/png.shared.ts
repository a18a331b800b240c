const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What one block of bytes that are not packed may hold. */
const BLOCK_MAX = 0xffff;
const ADLER = 65_521;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * A square picture in black and white as a PNG data address, without the help of a canvas: WeChat's draws later, and only
 * on a page. Nothing is packed, since a code is some 10 KB.
 * @param lines from the top, each a bit for every pixel, the leftmost in the highest; 1 is white
 */
export function pngAddress(side: number, lines: readonly (readonly number[])[]): string {
  // One bit of grey a pixel; deflate, no filter but those of lines, not interlaced.
  const header = [...word(side), ...word(side), 1, 0, 0, 0, 0];
  const pixels = lines.flatMap((line) => [0, ...line]);
  const parts = [chunk('IHDR', header), chunk('IDAT', stored(pixels)), chunk('IEND', [])];
  return `data:image/png;base64,${base64([...SIGNATURE, ...parts.flat()])}`;
}

/** Four bytes, the highest first. */
const word = (value: number): number[] => [24, 16, 8, 0].map((bits) => (value >>> bits) & 0xff);

function chunk(name: string, data: readonly number[]): number[] {
  const named = [...Array.from(name, (sign) => sign.charCodeAt(0)), ...data];
  return [...word(data.length), ...named, ...word(crc32(named))];
}

function crc32(bytes: readonly number[]): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}

/** As zlib keeps bytes that it does not pack (RFC 1950, 1951). */
function stored(bytes: readonly number[]): number[] {
  const blocks: number[] = [];
  for (let at = 0; at < bytes.length; at += BLOCK_MAX) {
    const block = bytes.slice(at, at + BLOCK_MAX);
    const { length } = block;
    const isLast = at + length === bytes.length ? 1 : 0;
    blocks.push(isLast, length & 0xff, length >>> 8, ~length & 0xff, (~length >>> 8) & 0xff);
    for (const byte of block) blocks.push(byte);
  }
  return [0x78, 0x01, ...blocks, ...word(adler32(bytes))];
}

function adler32(bytes: readonly number[]): number {
  let [sum, sums] = [1, 0];
  for (const byte of bytes) {
    sum = (sum + byte) % ADLER;
    sums = (sums + sum) % ADLER;
  }
  return (sums << 16) | sum;
}

/** WeChat has no `btoa`. */
function base64(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.slice(at, at + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += BASE64.charAt(bits >>> 18) + BASE64.charAt((bits >>> 12) & 63);
    text += second === undefined ? '=' : BASE64.charAt((bits >>> 6) & 63);
    text += third === undefined ? '=' : BASE64.charAt(bits & 63);
  }
  return text;
}
