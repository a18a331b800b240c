import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { fail, ok, type Result } from '@liuliang/domain';
import { testEngine } from '../testing/test-database';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform';
import { Throttle, type GuessLimit } from './throttle';
import type { Refusal } from './http/refusal';
import { openLog } from './log';
import { redisSpace } from './redis';
import { RedisThrottle } from './redis-throttle';

const limit: GuessLimit = { name: 'test', free: 3, firstMs: 1_000, maxMs: 8_000, forgetMs: 60_000 };
type Answer = Result<string, Refusal<'CODE_UNKNOWN' | 'CODE_USED'>>;

describe('a throttle', () => {
  let test: TestPlatform;
  const opened: Throttle[] = [];
  const servers: Server[] = [];
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterAll(async () => {
    for (const one of opened) await one.onApplicationShutdown();
    for (const one of servers) one.close();
    await test.close();
  });

  /** The throttle of one process; of processes on one database, on engines with Redis. */
  function processOf(redisUrl = test.env.REDIS_URL): Throttle {
    const { DATABASE_URL } = test.env;
    const shared =
      redisUrl && DATABASE_URL
        ? new RedisThrottle(redisUrl, redisSpace(DATABASE_URL), openLog('silent'))
        : null;
    const throttle = new Throttle(test.clock, test.platform.secrets, shared);
    opened.push(throttle);
    return throttle;
  }

  /** @returns the address of something that listens as Redis would */
  async function listen(onConnection: (from: Socket) => void): Promise<string> {
    const server = createServer(onConnection).listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const wrong = async (): Promise<Answer> => fail({ code: 'CODE_UNKNOWN' });
  const guess = (throttle: Throttle, who: string, judged = wrong) =>
    throttle.judge(limit, who, judged, 'CODE_UNKNOWN');
  const codeOf = (answer: Result<string, Refusal>): string => (answer.ok ? 'ok' : answer.error.code);
  const manyOf = async (throttles: readonly Throttle[], who: string): Promise<string[]> => {
    const asked = Array.from({ length: 60 }, (_, i) =>
      guess(throttles[i % throttles.length] as Throttle, who),
    );
    return (await Promise.all(asked)).map(codeOf);
  };

  it('judges as many of sixty at once as are free, and nobody else waits', async () => {
    const throttle = processOf();
    const codes = await manyOf([throttle], 'sixty');
    expect(codes.filter((code) => code === 'CODE_UNKNOWN')).toHaveLength(limit.free);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(57);
    expect(await guess(throttle, 'sixty')).toMatchObject({
      error: { code: 'RATE_LIMITED', retryAtMs: test.clock.nowMs() + limit.firstMs },
    });
    expect(codeOf(await guess(throttle, 'another'))).toBe('CODE_UNKNOWN');
    test.clock.pass(limit.firstMs);
    expect(codeOf(await guess(throttle, 'sixty'))).toBe('CODE_UNKNOWN');
  });

  it('takes off what was no wrong guess: what is right, refused for another reason, or broke', async () => {
    const throttle = processOf();
    for (let i = 0; i < 9; i += 1) {
      expect(codeOf(await guess(throttle, 'honest', async () => ok('right')))).toBe('ok');
      expect(codeOf(await guess(throttle, 'honest', async () => fail({ code: 'CODE_USED' })))).toBe(
        'CODE_USED',
      );
      const broken = guess(throttle, 'honest', () => Promise.reject(new Error('away')));
      await expect(broken).rejects.toThrow('away');
    }
  });

  if (testEngine === 'mariadb') {
    it('counts for all processes of a database together', async () => {
      const codes = await manyOf([processOf(), processOf()], 'on two servers');
      expect(codes.filter((code) => code === 'CODE_UNKNOWN')).toHaveLength(limit.free);
    });

    it('counts in the process while Redis is deaf', async () => {
      const throttle = processOf(await listen(() => undefined));
      const codes = await manyOf([throttle], 'without redis');
      expect(codes.filter((code) => code === 'CODE_UNKNOWN')).toHaveLength(limit.free);
    });

    it('goes on from what it knew when Redis falls silent, and tells Redis when it answers again', async () => {
      const { hostname, port } = new URL(test.env.REDIS_URL ?? '');
      let isCut = false;
      // A line that lets nothing through while it is cut, as a network that drops everything.
      const line = await listen((from) => {
        const to = connect(Number(port), hostname);
        for (const end of [from, to]) end.on('error', () => undefined);
        from.on('data', (data) => isCut || to.write(data)).on('close', () => to.destroy());
        to.on('data', (data) => isCut || from.write(data)).on('close', () => from.destroy());
      });
      const [here, there] = [processOf(line), processOf()];
      expect(codeOf(await guess(here, 'cut off'))).toBe('CODE_UNKNOWN');
      isCut = true;
      const codes = await manyOf([here], 'cut off');
      expect(codes.filter((code) => code === 'CODE_UNKNOWN')).toHaveLength(limit.free - 1);
      isCut = false;
      const later = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
      expect(codeOf(await guess(here, 'cut off'))).toBe('RATE_LIMITED');
      expect(codeOf(await guess(there, 'cut off'))).toBe('RATE_LIMITED');
      later.mockRestore();
    });
  }
});
