import { create } from 'qrcode/lib/core/qrcode';
import { qrAddress } from './qr.shared';

/** The dark modules as drawn: bars of one row, `M x y h width`. */
function darkModules(address: string): Set<string> {
  const svg = decodeURIComponent(address.replace('data:image/svg+xml,', ''));
  const dark = new Set<string>();
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let column = 0; column < Number(width); column += 1) dark.add(`${Number(x) + column},${y}`);
  }
  return dark;
}

it('draws exactly the modules of the code, inside a quiet zone of four', () => {
  const { modules } = create([{ data: Buffer.from('48291307'), mode: 'byte' }], {
    errorCorrectionLevel: 'M',
  });
  const expected = new Set<string>();
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) expected.add(`${column + 4},${row + 4}`);
    }
  }
  expect(darkModules(qrAddress('48291307'))).toEqual(expected);
});
