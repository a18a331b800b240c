import { DAY_MS, lifecycle } from '../shared';

/**
 * How long a looser limit waits after its second person has agreed, ms: a working day in which every owner can read of
 * it and take it back.
 */
export const LIMIT_PAUSE_MS = DAY_MS;

/** A change that makes a two-person limit looser. Set by the command line, it begins where it counts. */
export const limitChangeLifecycle = lifecycle({
  states: ['waiting', 'approved', 'counts', 'withdrawn'],
  starts: ['waiting', 'counts'],
  moves: {
    approve: { from: ['waiting'], to: 'approved' },
    take: { from: ['approved'], to: 'counts' },
    withdraw: { from: ['waiting', 'approved'], to: 'withdrawn' },
  },
});

/** A limit that is to be another one. */
export interface LimitMove {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/**
 * What a change does to limits up to which one person is enough: the greater, the looser.
 * @param keys which keys of the two are limits
 */
export function limitMoves(
  keys: readonly string[],
  before: object,
  after: object,
): { readonly looser: readonly LimitMove[]; readonly stricter: readonly LimitMove[] } {
  const at = (values: object, key: string): number => Number((values as Record<string, unknown>)[key]);
  const moves = keys.map((key) => ({ key, from: at(before, key), to: at(after, key) }));
  return {
    looser: moves.filter(({ from, to }) => to > from),
    stricter: moves.filter(({ from, to }) => to < from),
  };
}
