import { dayStartMs, parseDay, zoneOffsets } from '@liuliang/domain';
import * as answers from './answers';
import * as loyalty from './answers-points';
import type { Weapp } from './weapp/runtime';
import { type Answers, startWeapp } from './weapp/start';

// Goal: a phone without zones shows every time by the clocks of the brand. Method: as in weapp.e2e.ts, with the clocks that
// the server would send; what is expected is worked out by `Intl`, which the app does not have.

let app: Weapp;

afterEach(() => {
  app.close();
  expect(app.errors).toEqual([]);
});

/** Instants around which a clock goes wrong; all of another year than any in which this runs before 2035. */
const ZONES: [zone: string, instants: string[]][] = [
  // On at 2 o'clock, and back, so that 01:30 comes twice.
  ['America/New_York', ['2025-03-09T06:59:00Z', '2025-03-09T07:00:00Z', '2025-11-02T06:30:00Z']],
  ['Asia/Kathmandu', ['2025-11-20T18:14:00Z', '2025-11-20T18:15:00Z']],
  // Without 30 December 2011, and with a summer time until 2021.
  ['Pacific/Apia', ['2011-12-30T09:59:00Z', '2011-12-30T10:00:00Z', '2025-11-20T11:00:00Z']],
];

/** `2025年3月9日 03:00`, as clocks in the zone show it. */
function wallIn(timeZone: string, atMs: number): string {
  const clock = { timeZone, hourCycle: 'h23', timeStyle: 'short' } as const;
  const time = new Intl.DateTimeFormat('sv-SE', clock).format(atMs);
  const [year, month, day] = new Intl.DateTimeFormat('sv-SE', { timeZone })
    .format(atMs)
    .split('-')
    .map(Number);
  return `${year}年${month}月${day}日 ${time}`;
}

describe.each(ZONES)('a brand in %s', (zone, instants) => {
  const times = instants.map((text) => Date.parse(text));
  const clock = zoneOffsets(zone, Date.UTC(2000, 0, 1), Date.UTC(2040, 0, 1)).map(
    ([fromMs, minutes]): [number, number] => [fromMs, minutes],
  );
  const start = async (given: Answers, url: string): Promise<void> => {
    const signInWithWechat = () => ({ ...answers.tokens(), clock });
    app = await startWeapp({ signInWithWechat, memberHome: () => answers.memberHome(), ...given }, url);
  };
  const shows = (...texts: string[]): void => texts.forEach((text) => expect(app.text()).toContain(text));

  const instant = (atMs: number): string => wallIn(zone, atMs);
  const midnightAfter = (day: string): number => dayStartMs((parseDay(day) ?? 0) + 1, zone);

  it('has its own hours in the history of points, and its own last days', async () => {
    await start(
      {
        pointsOverview: () =>
          loyalty.pointsOverview({ expiring: [{ atMs: midnightAfter('2035-03-11'), points: 120 }] }),
        pointsHistory: () => ({
          ...{ available: 12_480, pending: 0, held: 0, debt: 0, nextCursor: null },
          items: times.map((occurredAtMs, i) => answers.pointsItem(String(i), 10, { occurredAtMs })),
        }),
      },
      'pages/points/index',
    );
    shows(...times.map(instant), '2035年3月11日');
  });

  it('has its own last day of a credit and of a level', async () => {
    const expiresAtMs = midnightAfter('2035-11-04');
    await start(
      { pointsLots: () => ({ items: [loyalty.pointsLot({ expiresAtMs })], nextCursor: null }) },
      'packages/points/lots/index',
    );
    shows('2035年11月4日');
    app.close();
    const { standing, ...tier } = loyalty.myTier();
    const keep = standing.keep && { ...standing.keep, reviewAtMs: expiresAtMs, untilMs: expiresAtMs };
    const changes = tier.changes.map((change) => ({ ...change, occurredAtMs: times[1] ?? 0 }));
    await start(
      { myTier: () => ({ ...tier, changes, standing: { ...standing, keep } }) },
      'packages/tier/tier/index',
    );
    shows('2035年11月4日', instant(times[1] ?? 0));
  });

  it('has its own hours on the screens of a guide', async () => {
    const scannedAtMs = times[0] ?? 0;
    const recent = answers.guideHome().recent.map((one) => ({ ...one, scannedAtMs }));
    await start(
      {
        guideHome: () => ({ ...answers.guideHome(), recent }),
      },
      'packages/guide/today/index',
    );
    shows(instant(scannedAtMs));
  });
});
