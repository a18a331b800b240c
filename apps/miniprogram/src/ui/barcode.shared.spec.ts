import { barcodeAddress, barWidths } from './barcode.shared';

/** As a scanner reads: symbols of eleven modules, the stop of thirteen. */
function symbolsOf(text: string): string[] {
  const widths = barWidths(text).join('');
  return [...(widths.slice(0, -7).match(/.{6}/g) ?? []), widths.slice(-7)];
}

it.each([
  // Start C, the pairs, (105 + 1·48 + 2·29 + 3·13 + 4·07) mod 103 = 72, stop: worked out by hand from the standard.
  ['48291307', ['211232', '313121', '322211', '122132', '122312', '122411', '2331112']],
  // Start B, A, B, (104 + 1·33 + 2·34) mod 103 = 102.
  ['AB', ['211214', '111323', '131123', '411131', '2331112']],
])('writes %s as a scanner reads it', (text, symbols) => {
  expect(symbolsOf(text)).toEqual(symbols);
});

it('has symbols of eleven modules with an even number of dark ones, no two alike', () => {
  const seen = new Set<string>();
  for (let value = 0; value < 100; value += 1) {
    const [, symbol = ''] = symbolsOf(String(value).padStart(2, '0'));
    const widths = [...symbol].map(Number);
    expect(widths.reduce((sum, width) => sum + width)).toBe(11);
    expect(((widths[0] ?? 0) + (widths[2] ?? 0) + (widths[4] ?? 0)) % 2).toBe(0);
    seen.add(symbol);
  }
  expect(seen.size).toBe(100);
});

it('leaves ten modules of clear paper on both sides', () => {
  const svg = decodeURIComponent(barcodeAddress('48291307'));
  expect(svg).toContain('viewBox="0 0 99 1"');
  expect(svg).toContain('d="M10 0h2');
});
