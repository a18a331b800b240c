import { assert } from './assert';

/** One way on: from any of these states to that one. */
export interface Transition<S extends string> {
  readonly from: readonly S[];
  readonly to: S;
}

/** What a thing may be, and how it gets from one to another. A state without a way on is its end. */
export interface Lifecycle<S extends string = string, M extends string = string> {
  readonly states: readonly S[];
  readonly moves: { readonly [K in M]: Transition<S> };
  /** States that nothing leaves. */
  readonly ends: readonly S[];
}

export type StateOf<L> = L extends Lifecycle<infer S, string> ? S : never;
export type MoveOf<L> = L extends Lifecycle<string, infer M> ? M : never;

/**
 * Declares a lifecycle as a table. The first state is where everything begins, unless `starts` names more.
 * @throws InvariantError for a state that nothing leads to, a move from nowhere, or one that stays where it is
 */
export function lifecycle<const S extends string, const M extends string>(declared: {
  readonly states: readonly [S, ...S[]];
  readonly starts?: readonly NoInfer<S>[];
  readonly moves: { readonly [K in M]: Transition<NoInfer<S>> };
}): Lifecycle<S, M> {
  const { states, moves } = declared;
  const transitions = Object.entries<Transition<S>>(moves);
  for (const [name, { from, to }] of transitions) {
    assert(from.length > 0, 'LIFECYCLE-1', `the move ${name} starts somewhere`);
    assert(!from.includes(to), 'LIFECYCLE-1', `the move ${name} changes the state`);
  }
  const reached = new Set<S>(declared.starts ?? [states[0]]);
  // A set is walked to its end although it grows meanwhile.
  for (const state of reached) {
    for (const [, { from, to }] of transitions) if (from.includes(state)) reached.add(to);
  }
  for (const state of states) assert(reached.has(state), 'LIFECYCLE-1', `the state ${state} can be reached`);
  assert(
    reached.size === new Set(states).size,
    'LIFECYCLE-1',
    'every move leads to a state that is declared',
  );
  const ends = states.filter((state) => !transitions.some(([, { from }]) => from.includes(state)));
  return { states, moves, ends };
}

/** Whether something in this state may make a move. */
export function canMove<S extends string, M extends string>(
  { moves }: Lifecycle<S, M>,
  move: M,
  state: S,
): boolean {
  return moves[move].from.includes(state);
}

/** Every place where a lifecycle may be after any number of moves: what a property walks. */
export function nextStates<S extends string, M extends string>(
  { moves }: Lifecycle<S, M>,
  state: S,
): ReadonlySet<S> {
  const transitions = Object.values<Transition<S>>(moves);
  return new Set(transitions.filter(({ from }) => from.includes(state)).map(({ to }) => to));
}
