import { createClient, type ClientAnswer, type ReplyOf, type RouteName } from '@liuliang/contract/client';
import {
  QueryClient,
  keepPreviousData,
  useQuery,
  type QueryKey,
  type UseQueryResult,
} from '@tanstack/react-query';
import { createReach } from './reach';
import { createSessionStore } from './session';
import { createTransport, type RunAlone } from './transport';

// Web locks exist on secure origins only; on a plain-http address in a test network a tab is alone with itself.
const runAlone: RunAlone = async (work) =>
  navigator.locks ? navigator.locks.request('liuliang.console.refresh', work) : work();

export const session = createSessionStore(localStorage);
window.addEventListener('storage', () => session.reload());

/** Whether the server answers. A page asks it by itself once it does not. */
export const reach = createReach({
  knock: async () => (await window.fetch('/healthz', { cache: 'no-store' })).ok,
  later: (run, delayMs) => void setTimeout(run, delayMs),
});

const transport = createTransport({
  session,
  fetch: (...request) => window.fetch(...request),
  runAlone,
  onReach: reach.found,
});
export const api = createClient(transport.send);
export const freshen = () => transport.freshen(Date.now());

/** A refusal on its way through the query cache to the screen that words it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly requestId: string | null,
    readonly data: Record<string, unknown>,
  ) {
    super(code);
  }
}

/** The reply of an answer; a refusal is thrown for the query cache, which keeps values and errors apart. */
export const replyOrThrow = <N extends RouteName>(answer: ClientAnswer<N>): ReplyOf<N> =>
  replyOf<ReplyOf<N>>(answer);

// Worth one more try by itself; everything else needs a person first.
const PASSING_CODES = new Set(['NETWORK', 'OVERLOADED']);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      // Try also when the browser believes it is offline: it is often wrong inside company networks.
      networkMode: 'always',
      retry: (failures, error) => failures < 1 && error instanceof Refused && PASSING_CODES.has(error.code),
      retryDelay: 800,
      refetchOnWindowFocus: false,
    },
  },
});

// The next operator at this browser must not see what the last one had loaded.
session.subscribe(() => {
  if (session.state().status !== 'signed-in') queryClient.clear();
});

// The server is back: whatever could not be had is asked for again, nobody has to press anything.
reach.subscribe(() => {
  if (reach.state() === 'there')
    void queryClient.invalidateQueries({ predicate: (query) => query.state.status === 'error' });
});

interface ReplyOptions<T> {
  /** In how many milliseconds to ask again, given the last answer; false: not by itself. */
  readonly everyMs?: (last: T | undefined) => number | false;
  /** Keeps showing the answer of the last key while the next one is on its way: paging, filters, date ranges. */
  readonly keepsLast?: boolean;
  /** False: not asked for, as long as something that it needs is unknown. */
  readonly isWanted?: boolean;
}

/** What a call answers, whichever route it is of. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: string;
      readonly data: Record<string, unknown>;
      readonly requestId: string | null;
    };

/** The value of an answer; a refusal is thrown for the query cache, which keeps values and errors apart. */
export function replyOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new Refused(answer.code, answer.requestId, answer.data);
}

/** An answer, cached under a name and an input. */
export function useAnswer<T>(
  name: string,
  input: unknown,
  call: () => Promise<Answer<T>>,
  { everyMs, keepsLast = false, isWanted = true }: ReplyOptions<T> = {},
): UseQueryResult<T, Refused> {
  return useQuery<T, Refused, T, QueryKey>({
    queryKey: [name, input],
    queryFn: async () => replyOf(await call()),
    enabled: isWanted,
    refetchInterval: everyMs ? (query) => everyMs(query.state.data) : false,
    // The cast: keepPreviousData is typed for any data, the overload wants this one's.
    placeholderData: keepsLast ? (keepPreviousData as never) : undefined,
  });
}

/** The reply of a route, cached under its name and input. */
export function useReply<N extends RouteName>(
  name: N,
  input: unknown,
  call: () => Promise<ClientAnswer<N>>,
  options: ReplyOptions<ReplyOf<N>> = {},
): UseQueryResult<ReplyOf<N>, Refused> {
  return useAnswer<ReplyOf<N>>(name, input, call, options);
}
