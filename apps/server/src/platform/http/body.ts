import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RefusalError } from './refusal';

/** Ordinary requests are small; only signed batches may be larger. */
const BODY_BYTES_MAX = 100 * 1024;
const BATCH_BYTES_MAX = 4 * 1024 * 1024;
const DEPTH_MAX = 32;

/** Depth of brackets outside strings, stopping at the limit: deep JSON must not reach any recursive walker. */
export function isTooDeep(text: string, max = DEPTH_MAX): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 92) i += 1;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 91 || char === 123) {
      depth += 1;
      if (depth > max) return true;
    } else if (char === 93 || char === 125) depth -= 1;
  }
  return false;
}

const refuseBody = (fault: string): never => {
  throw new RefusalError({ code: 'INPUT_INVALID', faults: [{ field: 'body', fault }] });
};

/** Text that one engine would cut (NUL) or that has no bytes of its own (half a surrogate pair). */
export const isBrokenText = (text: string): boolean => text.includes('\0') || /\p{Surrogate}/u.test(text);

/** Refuses keys that reach into prototypes when objects are merged, and text that cannot be stored (acceptance F). */
function refuseUnsafe(this: unknown, key: string, value: unknown): unknown {
  if (key === '__proto__' || key === 'prototype' || key === 'constructor') refuseBody('forbidden_key');
  if (isBrokenText(key) || (typeof value === 'string' && isBrokenText(value))) refuseBody('broken_text');
  return value;
}

/**
 * Parses a JSON body: UTF-8 only, bounded depth, no prototype keys.
 * @throws RefusalError BODY_NOT_JSON or INPUT_INVALID
 */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RefusalError({ code: 'BODY_NOT_JSON' });
  }
  if (isTooDeep(text)) refuseBody('too_deep');
  try {
    return JSON.parse(text, refuseUnsafe);
  } catch (error) {
    throw error instanceof RefusalError ? error : new RefusalError({ code: 'BODY_NOT_JSON' });
  }
}

const limitOf = (request: FastifyRequest): number =>
  request.url.startsWith('/api/v1/open/') ? BATCH_BYTES_MAX : BODY_BYTES_MAX;

const refuseTooLarge = (bytesMax: number): RefusalError =>
  new RefusalError({ code: 'BODY_TOO_LARGE', bytesMax });

/** What files are sent as: text, or a workbook. The bytes themselves say which. */
const FILE_TYPES = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

/** Installs the two body parsers: JSON, keeping the raw bytes for signatures, and files as streams. */
export function installBodyParsers(fastify: FastifyInstance): void {
  // What announces itself as too large is refused before it is read.
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
    const announced = Number(request.headers['content-length'] ?? 0);
    done(isJson && announced > limitOf(request) ? refuseTooLarge(limitOf(request)) : undefined);
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BATCH_BYTES_MAX },
    (request: FastifyRequest & { rawBody?: Buffer }, bytes, done) => {
      const raw = bytes as Buffer;
      if (raw.length > limitOf(request)) return done(refuseTooLarge(limitOf(request)));
      request.rawBody = raw;
      try {
        done(null, parseJson(raw));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  // The handler streams it to disk and counts the bytes itself.
  fastify.addContentTypeParser(FILE_TYPES, { bodyLimit: 256 * 1024 * 1024 }, (_request, payload, done) =>
    done(null, payload),
  );
}
