import * as fc from 'fast-check';
import type { TierStep } from './history';
import { levelFromRecord, missingChanges, type NewTierChange } from './timeline';

const step = (atMs: number, reason: TierStep['reason'], fromLevel: number, toLevel: number): TierStep => {
  return {
    reason,
    atMs,
    fromLevel,
    toLevel,
    schemeVersion: 1,
    figure: 0,
    needed: 0,
    cause: { kind: 'order', id: 1 },
  };
};
const told = (changes: readonly NewTierChange[]): string[] =>
  changes.map(({ atMs, reason, fromLevel, toLevel }) => `${atMs} ${reason} ${fromLevel}>${toLevel}`);

/** As the table has them: by instant, then in the order in which they were added. */
const record = (rows: readonly NewTierChange[]): NewTierChange[] => [...rows].sort((a, b) => a.atMs - b.atMs);

describe('missingChanges', () => {
  const joined = step(1, 'joined', 0, 1);

  it('adds what is new and nothing twice', () => {
    const steps = [joined, step(5, 'upgrade', 1, 2)];
    expect(told(missingChanges(steps, [joined]))).toEqual(['5 upgrade 1>2']);
    expect(missingChanges(steps, steps)).toEqual([]);
  });

  it('lets late news take a fall back', () => {
    const recorded = [joined, step(5, 'upgrade', 1, 3), step(20, 'downgrade', 3, 2)];
    const steps = [joined, step(5, 'upgrade', 1, 3), step(18, 'kept', 3, 3)];
    expect(told(missingChanges(steps, recorded))).toEqual(['18 kept 3>3', '20 restored 2>3']);
  });

  it('puts right what was recorded too high, also between two instants of the record', () => {
    const recorded = [joined, step(5, 'upgrade', 1, 2), step(9, 'upgrade', 2, 3)];
    const steps = [joined, step(7, 'upgrade', 1, 2)];
    expect(told(missingChanges(steps, recorded))).toEqual([
      '5 corrected 2>1',
      '7 upgrade 1>2',
      '9 corrected 3>2',
    ]);
  });

  it('makes the record say at every instant what the last replay said, whatever came before', () => {
    const anySteps = fc
      .array(fc.record({ atMs: fc.integer({ min: 2, max: 9 }), level: fc.integer({ min: 1, max: 3 }) }), {
        maxLength: 6,
      })
      .map((some) => {
        const inTurn = [...some].sort((a, b) => a.atMs - b.atMs);
        return [
          joined,
          ...inTurn.map(({ atMs, level }, i) => step(atMs, 'upgrade', inTurn[i - 1]?.level ?? 1, level)),
        ];
      });
    fc.assert(
      fc.property(fc.array(anySteps, { minLength: 1, maxLength: 4 }), (replays) => {
        let recorded: NewTierChange[] = [];
        for (const steps of replays) {
          recorded = record([...recorded, ...missingChanges(steps, recorded)]);
          expect(missingChanges(steps, recorded)).toEqual([]);
          for (let atMs = 0; atMs < 11; atMs += 1) {
            expect(levelFromRecord(recorded, atMs)).toBe(levelFromRecord(steps, atMs));
          }
        }
      }),
    );
  });
});
