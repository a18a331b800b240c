import { DAY_MS, plainRules, type EarningRules } from '@liuliang/domain';
import { AuditService } from '../../modules/ledger-audit';
import { compared, inSeason } from './compare';
import { programmeOf, type Programme } from './programmes';
import type { Season } from './season';
import type { Command, Fact, Stream } from './streams';
import { textOf } from './told';

const START_MS = Date.UTC(2027, 2, 1, 4);
const SEASON: Season = {
  startMs: START_MS,
  stops: Array.from({ length: 6 }, (_, i) => START_MS + (2 * i + 1) * DAY_MS),
  jobs: [],
};
/** Merged at the second stop, parted at the fifth; what happened just before a stop is told at it. */
const [MERGED, PARTED] = [1, 4];
const before = (stop: number): number => (SEASON.stops[stop] as number) - 1;

const order = (id: string, who: 0 | 1, stop: number, yuan: number): Fact => {
  return { kind: 'order', id, who, atMs: before(stop), amountFen: yuan * 100, lines: [] };
};
const refund = (id: string, of: string, stop: number, yuan: number): Fact => {
  return { kind: 'refund', id, order: of, atMs: before(stop), amountFen: yuan * 100, lines: [] };
};
const APART: readonly Command[] = [
  { stop: MERGED, kind: 'merge' },
  { stop: PARTED, kind: 'unmerge' },
];

interface Story {
  readonly rules?: Partial<EarningRules>;
  readonly facts: readonly Fact[];
  readonly spends?: readonly Command[];
}

const STORIES: Readonly<Record<string, Story>> = {
  'what a refund took of available points in between': {
    facts: [order('o0', 0, 0, 100), order('o1', 1, 0, 300), refund('r0', 'o1', 2, 200)],
  },
  'what came back in between of a spend of their own': {
    facts: [order('o0', 0, 0, 100), order('o1', 1, 0, 300)],
    spends: [
      { stop: 0, kind: 'hold', key: 'h1', who: 1, points: 100, untilMs: START_MS + 20 * DAY_MS },
      { stop: 0, kind: 'capture', key: 'h1', points: 100 },
      { stop: 3, kind: 'restore', key: 'h1', id: 'b1', points: 60 },
    ],
  },
  'ends that only the activity of the other one moved': {
    rules: { expiry: { kind: 'sliding', days: 20, activity: 'either' } },
    facts: [order('o0', 0, 0, 100), order('o1', 1, 0, 300), order('o2', 0, 2, 50)],
  },
};

const programme = (number: number, rules: Partial<EarningRules>): Programme => ({
  ...programmeOf(0),
  ...{ number, zone: 'Asia/Shanghai', kinds: [] },
  rules: { ...plainRules({ points: 1, perFen: 100 }), ...rules },
});

function streamOf(story: Story, number: number, lateFacts: EarningRules['lateFacts']): Stream {
  const { facts, rules = {}, spends = [] } = story;
  return {
    ...{ seed: number, facts, programme: programme(number, { ...rules, lateFacts }) },
    commands: [...spends, ...APART].sort((a, b) => a.stop - b.stop),
    arrivals: [
      facts.map(({ atMs }, fact) => {
        return { fact, stop: SEASON.stops.findIndex((stopMs) => stopMs > atMs), batch: 0 };
      }),
    ],
  };
}

describe.each(['settle', 'keep'] as const)('people who are parted, where late facts %s', (lateFacts) => {
  it.each(Object.entries(STORIES))('have what their own facts say: %s', async (_, story) => {
    await inSeason(SEASON, async (server) => {
      const { disagreements } = await compared(server, SEASON, [streamOf(story, 1, lateFacts)]);
      expect(disagreements.map((one) => textOf(one, SEASON)).join()).toBe('');
      const { checks } = await server.get(AuditService).run(null);
      expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
    });
  });
});
