import { join } from 'node:path';
import { z } from 'zod';

/** A key of 32 bytes, as 64 hex digits. */
const Secret = z.string().regex(/^[0-9a-f]{64}$/i, 'must be 32 bytes as 64 hex digits');
/** The mini-program of the local sandbox, which has no members but the demo's. */
export const DEMO_WECHAT_APPID = 'wxdemo0000000000';
export const DEMO_WECHAT_SECRET = 'demo-only';
/** NODE_ID before a process has taken a number. */
export const ANY_NODE = -1;
const Flag = z.enum(['0', '1']).transform((value) => value === '1');

const EnvShape = z.object({
  /** `all`: api and worker in one process; `api` and `worker`: side by side. */
  ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** `mysql://user:password@host:port/database`; absent: the embedded SQLite file. */
  DATABASE_URL: z.url({ protocol: /^(mysql|mariadb)$/ }).optional(),
  /** `redis://host:port`; needed together with DATABASE_URL. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** Folder of the embedded file and of generated secrets. */
  LIULIANG_DATA: z.string().default('.data'),
  /** File that lists who was erased, outside of what a restore replaces; absent: `erased.jsonl` in the data folder. */
  ERASURE_REGISTER: z.string().optional(),
  /** Master secret from which every key is derived; embedded mode makes one in the data folder. */
  LIULIANG_SECRET: Secret.optional(),
  /** What the master secret is to be instead; read by `cli secret rotate` alone. */
  LIULIANG_SECRET_NEXT: Secret.optional(),
  /**
   * Distinguishes processes that make ids and write ledger chains at the same time. Absent: the first number that no
   * other process on this database holds; a running process always knows its own, see db/node-number.ts.
   */
  NODE_ID: z.coerce.number().int().min(0).max(31).default(ANY_NODE),
  /** Seeds the demo brand and opens the local WeChat sandbox. Never for a real brand. */
  DEMO: Flag.default(false),
  /** Holds every reply to its contract before it is sent; for tests and demos. */
  CHECK_REPLIES: Flag.default(false),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  WECHAT_APPID: z.string().default(DEMO_WECHAT_APPID),
  WECHAT_SECRET: z.string().default(DEMO_WECHAT_SECRET),
  WECHAT_API: z.url().default('https://api.weixin.qq.com'),
  /** Which version of the mini-program its codes open; the two others are for testers. */
  WECHAT_ENV_VERSION: z.enum(['release', 'trial', 'develop']).default('release'),
  /** Message push of the mini-program: its token and, for sealed messages, its EncodingAESKey; without a token none is taken. */
  WECHAT_PUSH_TOKEN: z
    .string()
    .regex(/^[0-9A-Za-z]{3,32}$/)
    .optional(),
  WECHAT_PUSH_AES_KEY: z
    .string()
    .regex(/^[0-9A-Za-z]{43}$/, 'must be the 43 characters of the EncodingAESKey')
    .optional(),
  /** Merchant account of WeChat Pay, for payouts to guides; without it guides cannot draw cash. Keys: PEM, or PEM in base64. */
  WECHAT_PAY_MCHID: z.string().max(32).optional(),
  WECHAT_PAY_SERIAL: z.string().max(64).optional(),
  WECHAT_PAY_KEY: z.string().optional(),
  WECHAT_PAY_PLATFORM_KEY_ID: z.string().max(64).optional(),
  WECHAT_PAY_PLATFORM_KEY: z.string().optional(),
  WECHAT_PAY_API: z.url().default('https://api.mch.weixin.qq.com'),
  /** With fewer megabytes left on the disk of LIULIANG_DATA the readiness probe says so. */
  DISK_FREE_MB: z.coerce.number().int().min(0).default(64),
  /** Whoever reaches this server does so by TLS alone: browsers are told to insist on it. */
  TLS: Flag.default(false),
  /** Shows the documents of the API to everybody who asks; absent: with the demo alone. */
  API_DOCS: Flag.optional(),
  /** 1: refused for its secret, a process stays until it is stopped, where ending would mean to be started again for ever. */
  STAY_REFUSED: Flag.default(false),
  /** How many proxies in front are ours; the client address is counted from the right. */
  PROXIES: z.coerce.number().int().min(0).max(5).default(0),
});

export type Env = z.infer<typeof EnvShape>;

/** The file of the embedded mode. */
export const databaseFileOf = ({ LIULIANG_DATA }: Pick<Env, 'LIULIANG_DATA'>): string =>
  join(LIULIANG_DATA, 'liuliang.sqlite');

/**
 * Reads and checks the environment. The only place that looks at `process.env`.
 * @throws Error naming every variable that is wrong, without its value.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  // An empty variable means "not set": compose files and shells often pass those through.
  const present = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = EnvShape.safeParse(present);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not valid. ${faults.join('; ')}`);
  }
  if (parsed.data.DATABASE_URL && !parsed.data.REDIS_URL) {
    throw new Error('DATABASE_URL is set but REDIS_URL is not: server mode needs both.');
  }
  return parsed.data;
}
