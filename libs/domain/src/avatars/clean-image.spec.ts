import * as fc from 'fast-check';
import { AVATAR_BYTES_MAX, AVATAR_SIDE_MAX, cleanImage } from '.';

const be32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
const be16 = (value: number): number[] => [(value >>> 8) & 0xff, value & 0xff];
const text = (said: string): number[] => [...said].map((sign) => sign.charCodeAt(0));
const chunk = (name: string, data: readonly number[]): number[] => [
  ...be32(data.length),
  ...text(name),
  ...data,
  ...[1, 2, 3, 4],
];
const START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const png = (width: number, height: number, ...between: number[][]): Uint8Array =>
  Uint8Array.from([
    ...START,
    ...chunk('IHDR', [...be32(width), ...be32(height), 8, 2, 0, 0, 0]),
    ...between.flat(),
    ...chunk('IDAT', [9, 9, 9]),
    ...chunk('IEND', []),
  ]);
const segment = (marker: number, data: readonly number[]): number[] => [
  ...[0xff, marker],
  ...be16(data.length + 2),
  ...data,
];
const jpeg = (width: number, height: number, ...before: number[][]): Uint8Array =>
  Uint8Array.from([
    ...[0xff, 0xd8],
    ...before.flat(),
    ...segment(0xdb, [0, 1, 2]),
    ...segment(0xc0, [8, ...be16(height), ...be16(width), 1, 1, 0x11, 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    ...[0x12, 0xff, 0x00, 0x34, 0xff, 0xd9],
  ]);
const SECRET = text('GPS 31.2304,121.4737');
const outcome = (bytes: Uint8Array): string => {
  const read = cleanImage(bytes);
  return read.ok ? read.value.type : read.error.reason;
};

describe('cleanImage', () => {
  it('takes JPEG and PNG as they are', () => {
    for (const bytes of [png(240, 240), jpeg(240, 132)])
      expect(cleanImage(bytes)).toMatchObject({ ok: true, value: { bytes } });
  });

  it('keeps nothing of what cameras and programs write into a picture', () => {
    const said = [
      jpeg(64, 64, segment(0xe0, text('JFIF')), segment(0xe1, SECRET), segment(0xfe, SECRET)),
      png(64, 64, chunk('tEXt', SECRET), chunk('eXIf', SECRET)),
      Uint8Array.from([...jpeg(64, 64), ...SECRET]),
      Uint8Array.from([...png(64, 64), ...SECRET]),
    ];
    for (const bytes of said) {
      const read = cleanImage(bytes);
      if (!read.ok) throw new Error(read.error.reason);
      expect(Buffer.from(read.value.bytes).includes(Buffer.from(SECRET))).toBe(false);
      expect([jpeg(64, 64), png(64, 64)]).toContainEqual(Uint8Array.from(read.value.bytes));
    }
  });

  it.each([
    ['a page', Uint8Array.from(text('<svg onload=alert(1)>')), 'type'],
    ['a GIF', Uint8Array.from(text('GIF89a........')), 'type'],
    ['nothing', new Uint8Array(), 'type'],
    ['too many bytes', new Uint8Array(AVATAR_BYTES_MAX + 1).fill(0xff), 'size'],
    ['a PNG too wide', png(AVATAR_SIDE_MAX + 1, 64), 'sides'],
    ['a JPEG too high', jpeg(64, AVATAR_SIDE_MAX + 1), 'sides'],
    ['a JPEG without height', jpeg(64, 0), 'sides'],
    ['half a PNG', png(64, 64).subarray(0, 40), 'broken'],
    ['half a JPEG', jpeg(64, 64).subarray(0, 30), 'broken'],
    [
      'a PNG without its head',
      Uint8Array.from([...START, ...chunk('IDAT', [1]), ...chunk('IEND', [])]),
      'broken',
    ],
  ])('refuses %s', (_name, bytes, reason) => {
    expect(outcome(bytes)).toBe(reason);
  });

  it('reads whatever comes to an end, and never beyond it', () => {
    const start = fc.constantFrom(START, [0xff, 0xd8, 0xff], []);
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (first, rest) => {
        const bytes = Uint8Array.from([...first, ...rest]);
        const read = cleanImage(bytes);
        if (read.ok) expect(read.value.bytes.length).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 5_000 },
    );
    const whole = fc.constantFrom(png(64, 64, chunk('tEXt', SECRET)), jpeg(64, 64, segment(0xe1, SECRET)));
    fc.assert(
      fc.property(whole, fc.nat(), fc.nat(255), (bytes, place, value) => {
        const changed = Uint8Array.from(bytes);
        changed[place % bytes.length] = value;
        const read = cleanImage(changed);
        if (read.ok) expect(cleanImage(read.value.bytes)).toEqual(read);
      }),
      { numRuns: 5_000 },
    );
  });
});
