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

/** Refuses keys that reach into prototypes when objects are merged (acceptance F). */
function withoutPrototypeKeys(this: unknown, key: string, value: unknown): unknown {
  if (key === '__proto__' || key === 'prototype' || key === 'constructor') {
    throw new RefusalError({ code: 'INPUT_INVALID', faults: [{ field: 'body', fault: 'forbidden_key' }] });
  }
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
  if (isTooDeep(text))
    throw new RefusalError({ code: 'INPUT_INVALID', faults: [{ field: 'body', fault: 'too_deep' }] });
  try {
    return JSON.parse(text, withoutPrototypeKeys);
  } catch (error) {
    throw error instanceof RefusalError ? error : new RefusalError({ code: 'BODY_NOT_JSON' });
  }
}

/** Installs the two body parsers: JSON, keeping the raw bytes for signatures, and CSV as a stream. */
export function installBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BATCH_BYTES_MAX },
    (request: FastifyRequest & { rawBody?: Buffer }, bytes, done) => {
      const raw = bytes as Buffer;
      const limit = request.url.startsWith('/api/v1/open/') ? BATCH_BYTES_MAX : BODY_BYTES_MAX;
      if (raw.length > limit) return done(new RefusalError({ code: 'BODY_TOO_LARGE', bytesMax: limit }));
      request.rawBody = raw;
      try {
        done(null, parseJson(raw));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  // The handler streams it to disk and counts the bytes itself.
  fastify.addContentTypeParser('text/csv', { bodyLimit: 256 * 1024 * 1024 }, (_request, payload, done) =>
    done(null, payload),
  );
}
