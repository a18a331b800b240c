import { crc32, inflateSync } from 'node:zlib';
import { create } from 'qrcode/lib/core/qrcode';
import { qrPicture } from './qr-picture.shared';

const SCALE = 6;
const QUIET = 4;

interface Read {
  readonly side: number;
  readonly isDark: (x: number, y: number) => boolean;
}

/** Reads a picture of one bit a pixel as its format says, checksums included. */
function read(address: string): Read {
  const bytes = Buffer.from(address.replace(/^data:image\/png;base64,/, ''), 'base64');
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at);
    expect(bytes.readUInt32BE(end)).toBe(crc32(bytes.subarray(at + 4, end)));
    chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, end));
    at = end + 4;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR') ?? Buffer.alloc(0);
  const side = header.readUInt32BE(0);
  expect([header.readUInt32BE(4), ...header.subarray(8)]).toEqual([side, 1, 0, 0, 0, 0]);
  const pixels = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const width = Math.ceil(side / 8) + 1;
  expect(pixels).toHaveLength(width * side);
  const isDark = (x: number, y: number): boolean =>
    (((pixels[y * width + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 0;
  return { side, isDark };
}

it.each([
  ['of a usual length', 'https://work.weixin.qq.com/ca/cawcde0123456789ab'],
  ['of the longest address', `https://work.weixin.qq.com/${'a'.repeat(229)}`],
  ['that needs more than one block of bytes', 'x'.repeat(1_000)],
])('draws exactly the pixels of a code %s, inside a quiet zone of four modules', (_, text) => {
  const { modules } = create([{ data: Buffer.from(text), mode: 'byte' }], { errorCorrectionLevel: 'M' });
  const picture = read(qrPicture(text));
  expect(picture.side).toBe((modules.size + 2 * QUIET) * SCALE);
  const inCode = (at: number): boolean => at >= 0 && at < modules.size;
  let wrong = 0;
  for (let y = 0; y < picture.side; y += 1) {
    for (let x = 0; x < picture.side; x += 1) {
      const [row, column] = [Math.floor(y / SCALE) - QUIET, Math.floor(x / SCALE) - QUIET];
      const isDark = inCode(row) && inCode(column) && modules.get(row, column) === 1;
      if (picture.isDark(x, y) !== isDark) wrong += 1;
    }
  }
  expect(wrong).toBe(0);
});
