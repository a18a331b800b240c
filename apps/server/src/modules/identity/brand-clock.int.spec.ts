import { zoneOffsetMs } from '@liuliang/domain';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { BrandsService } from '../brands';

describe('the clock of a brand', () => {
  let http: TestHttp;
  beforeAll(async () => {
    http = await openTestHttp(Date.UTC(2026, 1, 1));
  });
  afterAll(() => http.close());

  /** Signs a new person of a new brand in. */
  async function signIn(timeZone: string) {
    const code = timeZone.toLowerCase().replace(/\W/g, '');
    await http.get(BrandsService).create({ code, name: code, timeZone });
    http.sandbox.control.putPerson({ key: code });
    const body = { brand: code, code: http.sandbox.control.loginCode(code).code };
    return must(await http.client().signInWithWechat({ body }));
  }

  it.each(['America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe', 'Asia/Shanghai'])(
    'comes with the tokens of a member, before and after every change in %s',
    async (zone) => {
      const { clock, refreshToken } = await signIn(zone);
      const told = (atMs: number) => clock.findLast(([fromMs]) => fromMs <= atMs)?.[1];
      const changes = clock.slice(1).flatMap(([fromMs]) => [fromMs - 1, fromMs]);
      for (const atMs of [...changes, http.clock.nowMs(), Date.UTC(2028, 6, 1)])
        expect(told(atMs)).toBe(zoneOffsetMs(atMs, zone) / 60_000);
      const renewed = must(await http.client().refreshSession({ body: { refreshToken } }));
      expect(renewed.clock).toEqual(clock);
    },
  );

  it('goes on and back once a year where summers have a time of their own', async () => {
    const { clock } = await signIn('America/Detroit');
    const in2026 = clock.filter(([fromMs]) => new Date(fromMs).getUTCFullYear() === 2026);
    expect(in2026).toEqual([
      [Date.parse('2026-03-08T07:00:00Z'), -240],
      [Date.parse('2026-11-01T06:00:00Z'), -300],
    ]);
  });
});
