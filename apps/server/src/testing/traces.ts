import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from 'redis';
import { schema } from '../areas';
import { inSql } from '../platform/db/columns';
import type { Platform } from '../platform/platform';
import { redisSpace } from '../platform/redis';

/** Something to look for, in every spelling in which a program may have written it. */
export interface Needle {
  readonly name: string;
  readonly spellings: readonly Buffer[];
}

/** A text or bytes: plain, hexadecimal, base64 in either alphabet and at any offset, JSON, an address. */
export function needle(name: string, value: string | Buffer): Needle {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  const spellings = new Set([hex, hex.toUpperCase()]);
  for (const encoding of ['base64', 'base64url'] as const)
    for (const offset of [0, 1, 2]) spellings.add(inBase64(bytes, offset, encoding));
  if (typeof value === 'string') {
    spellings.add(encodeURIComponent(value));
    spellings.add(value.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`));
  }
  return { name, spellings: [bytes, ...[...spellings].map((text) => Buffer.from(text))] };
}

/** What of bytes is the same in base64 whatever stands before and behind them. */
function inBase64(bytes: Buffer, offset: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString(encoding)
    .replace(/=+$/, '');
  const [from, to] = [offset === 0 ? 0 : offset + 1, Math.floor(((offset + bytes.length) * 8) / 6)];
  return text.slice(from, to);
}

/** What is found where, as `place: name`. */
function found(place: string, bytes: Buffer, needles: readonly Needle[]): string[] {
  return needles
    .filter(({ spellings }) => spellings.some((spelling) => bytes.includes(spelling)))
    .map(({ name }) => `${place}: ${name}`);
}

/** In every column of every row of every table. */
export async function inDatabase({ db }: Platform, needles: readonly Needle[]): Promise<string[]> {
  const places = new Set<string>();
  for (const { name, definition } of schema.tables) {
    const rows = await db.read((reader) => reader.query<Record<string, unknown>>(`SELECT * FROM ${name}`));
    for (const row of rows) {
      for (const column of Object.keys(definition)) {
        const value = row[inSql(column).replaceAll('`', '')];
        const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
        for (const place of found(`${name}.${column}`, bytes, needles)) places.add(place);
      }
    }
  }
  return [...places].sort();
}

/** In keys and values of the deployment's own space on Redis; nothing in embedded mode, which has none. */
export async function inRedis({ env }: Platform, needles: readonly Needle[]): Promise<string[]> {
  if (!env.DATABASE_URL || !env.REDIS_URL) return [];
  const redis = createClient({ url: env.REDIS_URL });
  await redis.connect();
  const places: string[] = [];
  for (const key of await redis.keys(`${redisSpace(env.DATABASE_URL)}*`)) {
    const type = await redis.type(key);
    const value =
      type === 'hash'
        ? await redis.hGetAll(key)
        : type === 'list'
          ? await redis.lRange(key, 0, -1)
          : type === 'zset'
            ? await redis.zRange(key, 0, -1)
            : type === 'set'
              ? await redis.sMembers(key)
              : type === 'stream'
                ? await redis.xRange(key, '-', '+')
                : await redis.get(key);
    for (const place of found(key, Buffer.from(`${key} ${JSON.stringify(value)}`), needles))
      places.push(place);
  }
  redis.destroy();
  return places;
}

/** In every file of the data folder: the embedded database with what lies beside it, uploads, whatever is left there. */
export function inFiles({ env }: Platform, needles: readonly Needle[]): string[] {
  const folder = env.LIULIANG_DATA;
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .flatMap((entry) => found(entry.name, readFileSync(join(entry.parentPath, entry.name)), needles));
}
