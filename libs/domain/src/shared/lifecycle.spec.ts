import fc from 'fast-check';
import { InvariantError } from './assert';
import { canMove, lifecycle, nextStates, type MoveOf, type StateOf } from './lifecycle';

const order = lifecycle({
  states: ['reserved', 'collected', 'cancelled', 'lapsed', 'returned'],
  moves: {
    collect: { from: ['reserved'], to: 'collected' },
    cancel: { from: ['reserved'], to: 'cancelled' },
    lapse: { from: ['reserved'], to: 'lapsed' },
    return: { from: ['collected'], to: 'returned' },
  },
});
type State = StateOf<typeof order>;

describe('a lifecycle', () => {
  it('lets a move start where it may, and nowhere else', () => {
    expect(canMove(order, 'collect', 'reserved')).toBe(true);
    expect(canMove(order, 'return', 'reserved')).toBe(false);
    expect(nextStates(order, 'reserved')).toEqual(new Set(['collected', 'cancelled', 'lapsed']));
  });

  it('knows where things end', () => {
    expect(order.ends).toEqual(['cancelled', 'lapsed', 'returned']);
  });

  it('names its states and moves as types', () => {
    const move: MoveOf<typeof order> = 'lapse';
    const state: State = 'returned';
    // @ts-expect-error not a state of it
    const wrong: State = 'paid';
    expect([move, state, wrong]).toHaveLength(3);
  });

  it.each([
    ['a state that nothing leads to', { states: ['a', 'b'], moves: { go: { from: ['b'], to: 'a' } } }],
    [
      'states that only lead to each other',
      {
        states: ['a', 'b', 'c'],
        moves: { go: { from: ['b'], to: 'c' }, back: { from: ['c'], to: 'b' } },
      },
    ],
    ['a move from nowhere', { states: ['a', 'b'], moves: { go: { from: [], to: 'b' } } }],
    ['a move that stays', { states: ['a'], moves: { stay: { from: ['a'], to: 'a' } } }],
    ['a move to a state that is none', { states: ['a'], moves: { go: { from: ['a'], to: 'z' } } }],
  ])('refuses %s', (_, declared) => {
    // What the types refuse too is what this is about.
    expect(() => lifecycle(declared as unknown as Parameters<typeof lifecycle>[0])).toThrow(InvariantError);
  });

  it('stays within its states whatever is tried, and moves no more once it has ended', () => {
    const moves = Object.keys(order.moves) as MoveOf<typeof order>[];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 20 }), (tried) => {
        let state: State = 'reserved';
        let made = 0;
        for (const move of tried) {
          if (!canMove(order, move, state)) continue;
          expect(order.ends).not.toContain(state);
          state = order.moves[move].to;
          made += 1;
        }
        expect(order.states).toContain(state);
        expect(made).toBeLessThanOrEqual(2);
      }),
    );
  });
});
