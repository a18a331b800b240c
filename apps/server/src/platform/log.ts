import pino, { type Logger } from 'pino';

export type { Logger } from 'pino';

/** Fields that could name or reach a person, wherever they hide in a logged object. */
const personal = [
  'mobile',
  'phone',
  'nickname',
  'name',
  'birthday',
  'openid',
  'unionid',
  'identity',
  'password',
];
const secret = [
  'authorization',
  'accessToken',
  'refreshToken',
  'token',
  'code',
  'totp',
  'cookie',
  'signature',
];
const paths = [...personal, ...secret].flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/**
 * What may be said about an error: its kind, the driver's code and where it happened. Never its message, and never the
 * first line of its stack: messages of database errors quote values, frames never do.
 */
export function faultOf(error: unknown): { kind: string; driver?: string; frames: string } {
  if (!(error instanceof Error)) return { kind: typeof error, frames: '' };
  const driver = (error as { driverError?: { code?: string } }).driverError?.code;
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return {
    kind: error.constructor.name,
    ...(driver ? { driver } : {}),
    frames: frames.slice(0, 12).join('\n'),
  };
}

/**
 * JSON lines on standard error (standard output belongs to answers of the command line).
 * Request and reply bodies are never logged; the redaction below is the second fence, not the first.
 */
export function openLog(level: string, destination: number | NodeJS.WritableStream = 2): Logger {
  const stream =
    typeof destination === 'number' ? pino.destination({ dest: destination, sync: true }) : destination;
  return pino(
    { level, base: null, redact: { paths, censor: '[kept out]' }, timestamp: pino.stdTimeFunctions.isoTime },
    stream,
  );
}
