import { pngAddress } from './png.shared';
import { type Modules, qrModules, QUIET_MODULES } from './qr.shared';

/** Pixels to the side of a module. */
const SCALE = 6;

/** A QR code as a picture of pixels: WeChat recognises those when they are pressed and held, and no drawings. */
export function qrPicture(text: string): string {
  const modules = qrModules(text);
  const side = (modules.size + 2 * QUIET_MODULES) * SCALE;
  const lines: (readonly number[])[] = [];
  for (let row = -QUIET_MODULES; row < modules.size + QUIET_MODULES; row += 1) {
    const line = lineOf(modules, row, side);
    for (let again = 0; again < SCALE; again += 1) lines.push(line);
  }
  return pngAddress(side, lines);
}

/** The pixels through a row of modules, eight to a byte; light is 1. */
function lineOf(modules: Modules, row: number, side: number): number[] {
  const line: number[] = [];
  for (let from = 0; from < side; from += 8) {
    let eight = 0;
    for (let x = from; x < from + 8; x += 1) {
      eight = (eight << 1) | (isDark(modules, row, Math.floor(x / SCALE) - QUIET_MODULES) ? 0 : 1);
    }
    line.push(eight);
  }
  return line;
}

const isDark = (modules: Modules, row: number, column: number): boolean =>
  [row, column].every((at) => at >= 0 && at < modules.size) && modules.get(row, column) === 1;
