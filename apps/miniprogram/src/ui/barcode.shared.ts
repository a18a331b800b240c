/** Code 128: six widths of bar, space, bar, … for each of its 103 values, then its three starts (ISO/IEC 15417). */
const WIDTHS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232'
).split(' ');
const STOP = '2331112';
const START_B = 104;
const START_C = 105;
/** Clear paper on both sides, in modules: scanners need 10. */
const QUIET_MODULES = 10;

/** Pairs of digits need half the width; anything else is written sign by sign. */
function valuesOf(text: string): number[] {
  const pairs = /^(\d\d)+$/.test(text) ? (text.match(/\d\d/g) ?? []) : null;
  const values =
    pairs === null
      ? [START_B, ...[...text].map((sign) => sign.charCodeAt(0) - 32)]
      : [START_C, ...pairs.map(Number)];
  const check = values.reduce((sum, value, place) => sum + value * Math.max(place, 1), 0) % 103;
  return [...values, check];
}

/** The widths of bars and spaces in turn, beginning with a bar. @param text of printable ASCII */
export const barWidths = (text: string): number[] =>
  [...valuesOf(text).map((value) => WIDTHS[value] ?? ''), STOP].flatMap((widths) => [...widths].map(Number));

/** A barcode as an SVG data address, to be stretched to any height; always black on white, as scanners expect. */
export function barcodeAddress(text: string): string {
  let at = QUIET_MODULES;
  let bars = '';
  barWidths(text).forEach((width, place) => {
    if (place % 2 === 0) bars += `M${at} 0h${width}v1h-${width}z`;
    at += width;
  });
  const size = at + QUIET_MODULES;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} 1" preserveAspectRatio="none" shape-rendering="crispEdges">` +
    `<rect width="${size}" height="1" fill="#fff"/><path d="${bars}" fill="#000"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
