import { create } from 'qrcode/lib/core/qrcode';

/** Quiet zone around the code, in modules: scanners need 4 (ISO/IEC 18004). */
export const QUIET_MODULES = 4;

/** What a code is made of: dark and light squares. */
export interface Modules {
  readonly size: number;
  get(row: number, column: number): number;
}

/** The modules of a text of ASCII; bytes are handed over ready-made because WeChat has no TextEncoder. */
export function qrModules(text: string): Modules {
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0) & 0x7f);
  return create([{ data: bytes, mode: 'byte' }], { errorCorrectionLevel: 'M' }).modules;
}

/** A QR code as an SVG data address. Always black on white: scanners expect it, in dark mode too. */
export function qrAddress(text: string): string {
  const modules = qrModules(text);
  const size = modules.size + 2 * QUIET_MODULES;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<rect width="${size}" height="${size}" fill="#fff"/><path d="${darkRuns(modules)}" fill="#000"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** One horizontal bar for each run of dark modules. */
function darkRuns(modules: Modules): string {
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      const start = column;
      while (column < modules.size && modules.get(row, column)) column += 1;
      if (column > start)
        path += `M${start + QUIET_MODULES} ${row + QUIET_MODULES}h${column - start}v1H${start + QUIET_MODULES}z`;
    }
  }
  return path;
}
