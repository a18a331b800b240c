import type { CaseResult, Measured } from './harness';
import { exitCodeOf, judge, type Wanted } from './judge';

/** Rounds of cases by planted speeds; the waits are those of the speed. */
function planted(cases: Readonly<Record<string, readonly number[]>>): Measured {
  const rounds = Object.entries(cases).map(([name, speeds]): [string, CaseResult[]] => [
    name,
    speeds.map((speed) => ({
      case: name,
      perSecond: speed,
      perCpuSecond: speed * 2,
      p50Ms: 1000 / speed,
      p99Ms: 5000 / speed,
    })),
  ]);
  return { rounds: new Map(rounds), machine: { cores: 2, load: 1, stolen: 0, others: 0.02 } };
}

const STEADY = [100, 101, 99, 100, 102];
/** 30% of the median between the lowest and the highest, and a little more. */
const EDGE = [100, 100, 90, 120, 100];
const SWUNG = [100, 100, 90, 121, 100];

const half: Wanted = {
  ratios: [{ ratio: 'ours/limit', of: 'ours', to: 'limit', by: 'perSecond', need: 0.5 }],
};

describe('the judgement of a bench', () => {
  it('takes a ratio within each round and tells the median', () => {
    const report = judge(
      'b',
      'sqlite',
      planted({ limit: [50, 100, 200, 100, 50], ours: [100, 200, 400, 100, 100] }),
      half,
    );
    expect(report.ratios).toEqual({ 'ours/limit': 2 });
    expect(report.results[1]).toEqual({
      case: 'ours',
      perSecond: 100,
      perCpuSecond: 200,
      p50Ms: 10,
      p99Ms: 50,
    });
  });

  it('calls a budget met or missed beside a steady limit', () => {
    const met = judge('b', 'sqlite', planted({ limit: STEADY, ours: [51, 52, 51, 51, 52] }), half);
    expect(met.budget).toEqual([{ ratio: 'ours/limit', need: 0.5, got: 0.51, ok: true, verdict: 'met' }]);
    expect([met.ok, exitCodeOf(met)]).toEqual([true, 0]);
    const missed = judge('b', 'sqlite', planted({ limit: STEADY, ours: [41, 42, 41, 41, 42] }), half);
    expect(missed.budget[0]).toMatchObject({ got: 0.41, ok: false, verdict: 'missed' });
    expect([missed.ok, exitCodeOf(missed)]).toEqual([false, 1]);
  });

  it.each([
    ['fast', [90, 90, 90, 90, 90]],
    ['slow', [10, 10, 10, 10, 10]],
  ])('calls neither when the limit itself swung, however %s ours is', (_, ours) => {
    const report = judge('b', 'sqlite', planted({ limit: SWUNG, ours }), half);
    expect(report.limits).toEqual([{ case: 'limit', by: 'perSecond', swing: 0.31 }]);
    expect(report.budget[0]).toMatchObject({ ok: null, verdict: 'not judged' });
    expect([report.ok, exitCodeOf(report)]).toEqual([null, 2]);
  });

  it('still judges when the limit swung by no more than 30%', () => {
    const report = judge('b', 'sqlite', planted({ limit: EDGE, ours: STEADY }), half);
    expect(report.limits[0]?.swing).toBe(0.3);
    expect(report.ok).toBe(true);
  });

  it('judges waits, speeds and other ways of doing it by the limit that stands beside them', () => {
    const measured = planted({
      limit: STEADY,
      wild: SWUNG,
      naive: [1, 9, 1, 9, 1],
      ours: [90, 90, 90, 90, 90],
    });
    const report = judge('b', 'sqlite', measured, {
      ratios: [{ ratio: 'ours/naive', of: 'ours', to: 'naive', by: 'perSecond', need: 8, limit: 'limit' }],
      patience: [{ ratio: 'wait', of: 'ours', p99MsMax: 100, limit: 'limit' }],
      floors: [
        { ratio: 'speed', of: 'ours', perSecondMin: 100, limit: 'limit' },
        { ratio: 'speed beside a wild limit', of: 'ours', perSecondMin: 100, limit: 'wild' },
      ],
    });
    expect(report.budget.map(({ ratio, got, verdict }) => [ratio, got, verdict])).toEqual([
      ['ours/naive', 90, 'met'],
      ['wait', 1.8, 'met'],
      ['speed', 90, 'missed'],
      ['speed beside a wild limit', 90, 'not judged'],
    ]);
    // What is missed is missed, whatever else could not be judged.
    expect([report.ok, exitCodeOf(report)]).toEqual([false, 1]);
  });

  it('judges nothing of what has no need', () => {
    const report = judge('b', 'sqlite', planted({ limit: SWUNG, ours: STEADY }), {
      ratios: [{ ratio: 'ours/limit', of: 'ours', to: 'limit', by: 'perCpuSecond' }],
    });
    expect([report.budget, report.ok]).toEqual([[], true]);
  });

  it('refuses a ratio of a case that was not measured', () => {
    expect(() => judge('b', 'sqlite', planted({ ours: STEADY }), half)).toThrow('No case is called limit');
  });
});
