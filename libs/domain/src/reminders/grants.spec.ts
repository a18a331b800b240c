import * as fc from 'fast-check';
import { type GrantFact, grantFactKinds, grantSources, grantsOf, SAME_TAP_MS } from '.';

const T0 = Date.UTC(2026, 10, 21, 12);
let keys = 0;
const fact = (kind: GrantFact['kind'], seconds: number, change: Partial<GrantFact> = {}): GrantFact => ({
  key: `k${(keys += 1)}`,
  kind,
  source: 'phone',
  atMs: T0 + seconds * 1_000,
  isKept: false,
  ...change,
});
const byWechat = { source: 'wechat' } as const;

describe('grantsOf', () => {
  it.each([
    ['nothing', [], 0],
    ['one tap', [fact('accepted', 0)], 1],
    ['one tap that both told of', [fact('accepted', 3), fact('accepted', 0, byWechat)], 1],
    ['one tap that WeChat alone told of', [fact('accepted', 0, byWechat)], 1],
    [
      'two taps that both told of',
      [
        fact('accepted', 0),
        fact('accepted', 40),
        fact('accepted', 1, byWechat),
        fact('accepted', 41, byWechat),
      ],
      2,
    ],
    [
      'two taps of which WeChat told one',
      [fact('accepted', 0), fact('accepted', 40), fact('accepted', 41, byWechat)],
      2,
    ],
    ['taps too far apart to be one', [fact('accepted', 0), fact('accepted', 121, byWechat)], 2],
    ['two taps and a message', [fact('accepted', 0), fact('accepted', 200), fact('sent', 300, byWechat)], 1],
    ['a message that nobody had granted', [fact('sent', 0, byWechat), fact('accepted', 1)], 1],
    [
      'no grant left for WeChat, then a tap',
      [fact('accepted', 0), fact('refused-send', 9, byWechat), fact('accepted', 20)],
      1,
    ],
    ['switched off', [fact('accepted', 0), fact('accepted', 200), fact('off', 300, byWechat)], 0],
    ['banned', [fact('accepted', 0), fact('banned', 1)], 0],
    ['a refusal, which takes nothing away', [fact('accepted', 0), fact('refused', 200)], 1],
  ])('%s', (_name, facts, left) => {
    expect(grantsOf(facts).left).toBe(left);
  });

  it('knows who accepts for good, until they answer otherwise', () => {
    const kept = fact('accepted', 0, { isKept: true });
    expect(grantsOf([kept]).isAlways).toBe(true);
    expect(grantsOf([kept, fact('accepted', 900, byWechat)]).isAlways).toBe(true);
    expect(grantsOf([kept, fact('refused', 900)]).isAlways).toBe(false);
    expect(grantsOf([kept, fact('off', 900, byWechat)]).isAlways).toBe(false);
  });

  const facts = fc.uniqueArray(
    fc.record({
      key: fc.string({ minLength: 1, maxLength: 3 }),
      kind: fc.constantFrom(...grantFactKinds),
      source: fc.constantFrom(...grantSources),
      // Close together, so that many are within the time of one tap of another.
      atMs: fc.integer({ min: 0, max: 12 }).map((step) => T0 + step * (SAME_TAP_MS / 4)),
      isKept: fc.boolean(),
    }),
    { selector: ({ key }) => key, maxLength: 14 },
  );

  it('is the same in every order, and however often a fact comes', () => {
    fc.assert(
      fc.property(
        facts.chain((all) =>
          fc.record({
            all: fc.constant(all),
            other: fc.shuffledSubarray(all, { minLength: all.length }),
            again: fc.subarray(all),
          }),
        ),
        ({ all, other, again }) => {
          expect(grantsOf([...other, ...again])).toEqual(grantsOf(all));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('grants no more than there were taps, and never less than nothing', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const accepted = (source: GrantFact['source']): number =>
          all.filter((one) => one.kind === 'accepted' && one.source === source).length;
        const { left } = grantsOf(all);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(accepted('phone') + accepted('wechat'));
        const granted = grantsOf(all.filter(({ kind }) => kind === 'accepted')).left;
        expect(granted).toBeGreaterThanOrEqual(Math.max(accepted('phone'), accepted('wechat')));
      }),
      { numRuns: 2_000 },
    );
  });
});
