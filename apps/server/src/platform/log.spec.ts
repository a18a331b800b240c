import { Writable } from 'node:stream';
import { causeOf, faultOf, openLog } from './log';

const CANARY = '13800001234';

function logging(log: (logger: ReturnType<typeof openLog>) => void): string {
  let written = '';
  const sink = new Writable({ write: (chunk, _, done) => ((written += String(chunk)), done()) });
  log(openLog('debug', sink));
  return written;
}

describe('the log', () => {
  it.each(['mobile', 'nickname', 'openid', 'password', 'authorization', 'accessToken', 'code'])(
    'keeps %s out, at the top and two objects deep',
    (field) => {
      const inner = { [field]: CANARY };
      const text = logging((log) => log.info({ ...inner, body: inner, request: { body: inner } }, 'seen'));
      expect(text).toContain('seen');
      expect(text).not.toContain(CANARY);
    },
  );

  it('is one line per entry, whatever is in it: nobody can forge the next', () => {
    const text = logging((log) => log.info({ route: 'a\n{"level":50,"msg":"forged"}' }, 'b\r\nc'));
    expect(text.trim().split(/[\r\n]+/)).toHaveLength(1);
  });
});

describe('what is said about an error', () => {
  it('is its kind, the driver’s code and where it was, never what it says', () => {
    const error = Object.assign(new TypeError(`Duplicate entry '${CANARY}'\n    at ${CANARY}`), {
      driverError: { code: 'ER_DUP_ENTRY', sqlMessage: CANARY },
    });
    const fault = faultOf(error);
    expect(fault).toMatchObject({ kind: 'TypeError', cause: 'ER_DUP_ENTRY' });
    expect(fault.frames).toContain('log.spec.ts');
    expect(JSON.stringify(fault)).not.toContain(CANARY);
  });

  it('names the cause, however deep it lies, and never takes a value for one', () => {
    const refused = Object.assign(new Error(CANARY), { code: 'ECONNREFUSED' });
    expect(causeOf(refused)).toEqual({ cause: 'ECONNREFUSED' });
    expect(causeOf(new AggregateError([refused], CANARY))).toEqual({ cause: 'ECONNREFUSED' });
    expect(causeOf(new Error('fetch failed', { cause: refused }))).toEqual({ cause: 'ECONNREFUSED' });
    expect(faultOf(Object.assign(new Error(CANARY), { code: 'ENOSPC' }))).toMatchObject({ cause: 'ENOSPC' });
    for (const code of [CANARY, 5, 'card 42', 'a'.repeat(99)])
      expect(causeOf(Object.assign(new Error(), { code }))).toEqual({});
  });

  it('is little about what is no error', () => {
    expect(faultOf(CANARY)).toEqual({ kind: 'string', frames: '' });
    expect(faultOf(undefined)).toEqual({ kind: 'undefined', frames: '' });
  });
});

describe('a fault that comes back', () => {
  const away = (code = 'ECONNREFUSED') => faultOf(Object.assign(new Error(CANARY), { code }));
  const lines = (log: (logger: ReturnType<typeof openLog>, pass: (ms: number) => void) => void) => {
    let [written, nowMs] = ['', 0];
    const sink = new Writable({ write: (chunk, _, done) => ((written += String(chunk)), done()) });
    log(
      openLog('debug', sink, () => nowMs),
      (ms) => void (nowMs += ms),
    );
    return written
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('is told once, and after a minute how often it came back', () => {
    const told = lines((log, pass) => {
      for (let i = 0; i < 300; i += 1) log.error({ requestId: `r${i}`, ...away() }, 'request failed');
      pass(60_000);
      for (let i = 300; i < 302; i += 1) log.error({ requestId: `r${i}`, ...away() }, 'request failed');
    });
    expect(told.map(({ requestId, cause, times }) => [requestId, cause, times])).toEqual([
      ['r0', 'ECONNREFUSED', undefined],
      ['r299', 'ECONNREFUSED', 299],
      ['r300', 'ECONNREFUSED', undefined],
    ]);
  });

  it('is another one with another cause, in another job, or where it tells nothing of a cause', () => {
    const told = lines((log) => {
      for (const cause of ['ECONNREFUSED', 'ENOSPC']) log.error(away(cause), 'job failed');
      for (const job of ['a', 'b']) log.error({ job, ...away() }, 'job failed');
      for (let i = 0; i < 2; i += 1) log.error(faultOf(new Error(CANARY)), 'job failed');
      for (let i = 0; i < 2; i += 1) log.info(away(), 'seen');
    });
    expect(told).toHaveLength(8);
  });
});
