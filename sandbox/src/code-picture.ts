import { create } from 'qrcode/lib/core/qrcode';
import { crc32, deflateSync } from 'node:zlib';

/** Quiet zone around the code, in modules (ISO/IEC 18004). */
const QUIET_MODULES = 4;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** One byte for each pixel, shades of grey. */
const GREY_8 = [8, 0, 0, 0, 0];

/** A code that was drawn: where it leads. */
export interface SceneCode {
  appid: string;
  scene: string;
  page: string;
  envVersion: string;
  widthPx: number;
}

/**
 * What stands for WeChat's round code: a QR code of the same address, as a PNG about as wide as was asked for. Nobody but
 * WeChat can draw, or read, a real one.
 */
export function codePicture(address: string, widthPx: number): Buffer {
  const { modules } = create(address, { errorCorrectionLevel: 'M' });
  const across = modules.size + 2 * QUIET_MODULES;
  const scale = Math.max(1, Math.floor(widthPx / across));
  const side = across * scale;
  const isDark = (pixelRow: number, pixelColumn: number): boolean => {
    const row = Math.floor(pixelRow / scale) - QUIET_MODULES;
    const column = Math.floor(pixelColumn / scale) - QUIET_MODULES;
    const isInside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
    return isInside && modules.get(row, column) === 1;
  };
  // Every row begins with the number of its filter: 0, none.
  const pixels = Buffer.alloc(side * (side + 1), 0xff);
  for (let row = 0; row < side; row += 1) {
    const start = row * (side + 1);
    pixels[start] = 0;
    for (let column = 0; column < side; column += 1) if (isDark(row, column)) pixels[start + 1 + column] = 0;
  }
  const header = Buffer.concat([bigEndian(side), bigEndian(side), Buffer.from(GREY_8)]);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  return Buffer.concat([bigEndian(data.length), named, bigEndian(crc32(named))]);
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
