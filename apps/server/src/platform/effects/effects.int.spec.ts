import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import { Effects, mark } from './effects';

const sold = mark<{ readonly name: string }>('test.sold');
const counted = mark<number>('test.counted');

let test: TestPlatform;

beforeAll(async () => (test = await openTestPlatform()));
afterAll(() => test.close());

describe('a mark', () => {
  it('reaches its effect once a transaction, with all that was marked, each brand apart', async () => {
    const effects = new Effects();
    const seen: unknown[] = [];
    effects.on({
      name: 'test.count',
      step: 'points',
      of: { sold, counted },
      run: (_, brandId, subjects) => Promise.resolve(void seen.push([brandId, subjects])),
    });
    await test.platform.db.run('test.sell', (tx) => {
      effects.mark(tx, 1, sold, [{ name: 'a' }]);
      effects.mark(tx, 2, counted, [7]);
      effects.mark(tx, 1, sold, [{ name: 'b' }, { name: 'c' }]);
      effects.mark(tx, 3, sold, []);
      return Promise.resolve();
    });
    expect(seen).toEqual([
      [1, { sold: [{ name: 'a' }, { name: 'b' }, { name: 'c' }], counted: [] }],
      [2, { sold: [], counted: [7] }],
    ]);
  });

  it('that an effect sets reaches later effects, and the same effect again', async () => {
    const effects = new Effects();
    const seen: string[] = [];
    effects.on({
      name: 'test.level',
      step: 'tiers',
      of: { counted },
      run: (tx, brandId, subjects) => {
        seen.push(`level ${subjects.counted.join()}`);
        if (subjects.counted[0] === 1) effects.mark(tx, brandId, counted, [2, 3]);
        return Promise.resolve();
      },
    });
    effects.on({
      name: 'test.post',
      step: 'points',
      of: { sold },
      run: (tx, brandId) => Promise.resolve(effects.mark(tx, brandId, counted, [1])),
    });
    await test.platform.db.run('test.sell', (tx) =>
      Promise.resolve(effects.mark(tx, 1, sold, [{ name: 'a' }])),
    );
    expect(seen).toEqual(['level 1', 'level 2,3']);
  });

  it('that nobody acts upon does nothing, and no effect is registered twice', async () => {
    const effects = new Effects();
    await test.platform.db.run('test.sell', (tx) => Promise.resolve(effects.mark(tx, 1, counted, [1])));
    const effect = {
      name: 'test.once',
      step: 'facts',
      of: { counted },
      run: () => Promise.resolve(),
    } as const;
    effects.on(effect);
    expect(() => effects.on(effect)).toThrow('registered twice');
  });
});
