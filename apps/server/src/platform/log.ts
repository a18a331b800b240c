import pino, { type Logger } from 'pino';
import { Repeats } from './log-repeats';

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

/** Codes of systems and drivers (ECONNREFUSED, ENOSPC, ER_DUP_ENTRY): words of theirs, never a value. */
const CAUSE = /^[A-Z][A-Z0-9_]{2,40}$/;

interface Caused {
  readonly code?: unknown;
  readonly driverError?: unknown;
  readonly cause?: unknown;
  /** Of an AggregateError: one for every address that was tried. */
  readonly errors?: readonly unknown[];
}

/** The code of what went wrong below: of the driver, of the system, or of the error that it came from. */
export function causeOf(error: unknown, depth = 0): { cause?: string } {
  if (typeof error !== 'object' || error === null || depth > 4) return {};
  const { code, driverError, cause, errors } = error as Caused;
  for (const below of [driverError, cause, errors?.[0]]) {
    const found = causeOf(below, depth + 1);
    if (found.cause) return found;
  }
  return typeof code === 'string' && CAUSE.test(code) ? { cause: code } : {};
}

/**
 * What may be said about an error: its kind, the code of its cause and where it happened. Never its message, and never
 * the first line of its stack: messages of database errors quote values, frames never do.
 */
export function faultOf(error: unknown): { kind: string; cause?: string; frames: string } {
  if (!(error instanceof Error)) return { kind: typeof error, frames: '' };
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return { kind: error.constructor.name, ...causeOf(error), frames: frames.slice(0, 12).join('\n') };
}

/**
 * JSON lines on standard error (standard output belongs to answers of the command line).
 * Request and reply bodies are never logged; the redaction below is the second fence, not the first. Faults with the same
 * cause in the same place are told once, and a minute later how often they came back.
 */
export function openLog(
  level: string,
  destination: number | NodeJS.WritableStream = 2,
  nowMs: () => number = () => performance.now(),
): Logger {
  const stream =
    typeof destination === 'number' ? pino.destination({ dest: destination, sync: true }) : destination;
  const repeats = new Repeats(nowMs);
  return pino(
    {
      level,
      base: null,
      redact: { paths, censor: '[kept out]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: {
        logMethod([about, ...rest], write, levelNumber) {
          const fault = about as unknown;
          if (levelNumber < WARN || !isCaused(fault)) return write.apply(this, [about, ...rest]);
          repeats.tell(placeOf(fault, rest), (times) =>
            write.apply(this, [(times === 1 ? fault : { ...fault, times }) as typeof about, ...rest]),
          );
        },
      },
    },
    stream,
  );
}

const WARN = 40;

type Fault = Readonly<Record<string, unknown>> & { readonly cause: string };
const isCaused = (about: unknown): about is Fault =>
  typeof about === 'object' && about !== null && typeof (about as Partial<Fault>).cause === 'string';

/** Causes outside this process, which are the same wherever they are met. */
const OUTSIDE = /^(E[A-Z]+|SQLITE_(FULL|IOERR\w*)|ER_CON_COUNT_ERROR|PROTOCOL_CONNECTION_LOST)$/;

/** What makes two faults equal: all that is said of them but whose request or event it was and, for causes outside, where. */
const placeOf = ({ requestId: _, event: __, frames, ...fault }: Fault, rest: readonly unknown[]): string =>
  JSON.stringify([fault, rest, OUTSIDE.test(fault.cause) ? '' : frames]);
