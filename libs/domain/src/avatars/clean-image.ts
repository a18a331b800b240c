import { fail, ok, type Result } from '../shared/result';

export type ImageType = 'image/jpeg' | 'image/png';

export interface CleanImage {
  readonly type: ImageType;
  readonly bytes: Uint8Array;
}

/** Large enough for every screen that shows a face, small enough to be kept by the million. */
export const AVATAR_BYTES_MAX = 32 * 1_024;
export const AVATAR_SIDE_MAX = 512;
const SIDE_MIN = 16;

type Refused = { readonly code: 'AVATAR_INVALID'; readonly reason: 'type' | 'size' | 'sides' | 'broken' };
type Read = Result<CleanImage, Refused>;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What a PNG is drawn from; everything else says something about it. */
const PNG_DRAWN: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/**
 * A picture by its bytes, whatever it is called, without what cameras and programs write into it: place, time, device,
 * preview. AVATARS-1: nothing is kept of a picture but what is drawn.
 */
export function cleanImage(bytes: Uint8Array): Read {
  if (bytes.length > AVATAR_BYTES_MAX) return refused('size');
  if (startsWith(bytes, PNG)) return cleanPng(bytes);
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return cleanJpeg(bytes);
  return refused('type');
}

function cleanPng(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, PNG.length)];
  for (let at = PNG.length; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return refused('broken');
    const name = String.fromCharCode(/* bounded: four letters */ ...bytes.subarray(at + 4, at + 8));
    if ((kept.length === 1) !== (name === 'IHDR')) return refused('broken');
    if (name === 'IHDR' && (end - at !== 25 || !areSides(view.getUint32(at + 8), view.getUint32(at + 12))))
      return refused('sides');
    if (PNG_DRAWN.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return ok({ type: 'image/png', bytes: joined(kept) });
    at = end;
  }
  return refused('broken');
}

/** Segments up to the scan; of those that belong to applications and comments none is kept, nor what stands behind the end. */
function cleanJpeg(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 2)];
  let hasSides = false;
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + view.getUint16(at + 2);
    if (bytes[at] !== 0xff || end > bytes.length || end < at + 4) return refused('broken');
    if (isFrame(marker)) {
      if (end < at + 9 || !areSides(view.getUint16(at + 7), view.getUint16(at + 5))) return refused('sides');
      hasSides = true;
    }
    if (marker === 0xda) {
      const last = lastOf(bytes, end);
      if (!hasSides || last < 0) return refused('broken');
      return ok({ type: 'image/jpeg', bytes: joined([...kept, bytes.subarray(at, last)]) });
    }
    if (!isSaid(marker, end - at)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return refused('broken');
}

/** Behind the end of the picture; -1 without one. In the scan an 0xff is followed by a zero. */
function lastOf(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1)
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2;
  return -1;
}

/** Segments of applications and comments, but the one of a few bytes that says how colours are meant. */
function isSaid(marker: number, length: number): boolean {
  const isColours = marker === 0xee && length === 16;
  return (marker >= 0xe0 && marker <= 0xef && !isColours) || marker === 0xfe;
}

/** Markers that say how wide and how high; among them three that say something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function areSides(width: number, height: number): boolean {
  return Math.min(width, height) >= SIDE_MIN && Math.max(width, height) <= AVATAR_SIDE_MAX;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function refused(reason: Refused['reason']): Read {
  return fail({ code: 'AVATAR_INVALID', reason });
}
