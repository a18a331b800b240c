export interface PageRequest {
  readonly cursor: string | undefined;
  readonly limit: number;
  /** Only where the list can be turned round and the operator did. */
  readonly sort?: 'oldest';
}

export interface ListReply<Row> {
  readonly items: readonly Row[];
  /** Absent where the server answers with everything at once. */
  readonly nextCursor?: string | null;
  /** How many there are, where the server counts them. */
  readonly total?: number;
  /** False where there are more than the server counted. */
  readonly isTotalExact?: boolean;
}

/** What a call of the typed client answers, as far as a list cares. */
export type Asked<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: string;
      readonly requestId: string | null;
      readonly data: Record<string, unknown>;
    };

export type ListAnswer<Row> = Asked<ListReply<Row>>;

export type AllRows<Row> =
  | { readonly status: 'done'; readonly rows: readonly Row[] }
  /** There are more rows than are wanted. */
  | { readonly status: 'more' }
  | { readonly status: 'failed'; readonly code: string }
  | { readonly status: 'cancelled' };

// The most that the contract gives at once.
const PAGE_SIZE = 100;

/** Every row that a list has, page after page by the server's cursors. Ends early when it is no longer wanted, or too many. */
export async function readAll<Row>(
  load: (page: PageRequest) => Promise<ListAnswer<Row>>,
  onProgress: (rows: number) => void,
  signal: AbortSignal,
  max = Number.POSITIVE_INFINITY,
): Promise<AllRows<Row>> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const answer = await load({ cursor, limit: PAGE_SIZE });
    if (signal.aborted) return { status: 'cancelled' };
    if (!answer.ok) return { status: 'failed', code: answer.code };
    rows.push(...answer.value.items);
    onProgress(rows.length);
    cursor = answer.value.nextCursor ?? undefined;
    if (cursor !== undefined && rows.length >= max) return { status: 'more' };
  } while (cursor !== undefined);
  return { status: 'done', rows };
}
