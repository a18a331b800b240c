/** The parts of a PNG of 64 by 64. */
export const START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
export const chunk = (name: string, data: readonly number[]): number[] => [
  ...[0, 0, 0, data.length],
  ...[...name].map((sign) => sign.charCodeAt(0)),
  ...data,
  ...[1, 2, 3, 4],
];
export const HEAD = chunk('IHDR', [0, 0, 0, 64, 0, 0, 0, 64, 8, 2, 0, 0, 0]);
export const END = chunk('IEND', []);
/** A sound one, as base64. */
export const picture = (...drawn: number[]): string =>
  Buffer.from([...START, ...HEAD, ...chunk('IDAT', drawn), ...END]).toString('base64');
