import { oneOf } from '../../ui/query';

export interface ListFilter<Value extends string = string> {
  /** What is filtered by, for screen readers. */
  readonly label: string;
  /** What can be chosen, in this order, by the value that the address and the server know. */
  readonly options: Readonly<Record<Value, string>>;
  /** Said while nothing is chosen. Left out where `initial` is always chosen. */
  readonly any?: string;
  readonly initial?: Value;
}

export type ListFilters = Readonly<Record<string, ListFilter>>;

/** What is chosen of each filter. */
export type Chosen<F extends ListFilters> = {
  readonly [K in keyof F]: F[K] extends { readonly initial: string }
    ? keyof F[K]['options'] & string
    : (keyof F[K]['options'] & string) | undefined;
};

/** What the address chooses; a value that no filter offers counts as none. */
export function chosenFrom<F extends ListFilters>(params: URLSearchParams, filters: F): Chosen<F> {
  const entries = Object.entries(filters).map(([name, { options, initial }]) => [
    name,
    oneOf(params.get(name), Object.keys(options)) ?? initial,
  ]);
  // The cast: entries lose the names that the filters came with.
  return Object.fromEntries(entries) as Chosen<F>;
}
