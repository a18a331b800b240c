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
 * JSON lines on standard error (standard output belongs to answers of the command line).
 * Request and reply bodies are never logged; the redaction below is the second fence, not the first.
 */
export function openLog(level: string, destination: number = 2): Logger {
  return pino(
    { level, base: null, redact: { paths, censor: '[kept out]' }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: destination, sync: true }),
  );
}
