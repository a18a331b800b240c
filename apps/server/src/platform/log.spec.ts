import { Writable } from 'node:stream';
import { faultOf, openLog } from './log';

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
    expect(fault).toMatchObject({ kind: 'TypeError', driver: 'ER_DUP_ENTRY' });
    expect(fault.frames).toContain('log.spec.ts');
    expect(JSON.stringify(fault)).not.toContain(CANARY);
  });

  it('is little about what is no error', () => {
    expect(faultOf(CANARY)).toEqual({ kind: 'string', frames: '' });
    expect(faultOf(undefined)).toEqual({ kind: 'undefined', frames: '' });
  });
});
