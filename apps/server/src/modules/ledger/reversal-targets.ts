import {
  canonicalPosting,
  fail,
  ok,
  reversalOf,
  type Posting,
  type PostingKind,
  type Result,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import {
  accountRefOf,
  postingOf,
  slotOf,
  type CheckedPosting,
  type LedgerRefusal,
  type PreparedPosting,
} from './posting-rows';
import { anyTransaction } from './entities';
import type { LedgerQueries } from './queries';

interface Original {
  readonly id: number;
  readonly kind: PostingKind;
  /** The one posting that takes it back, but for its key. */
  readonly reversal: (key: string) => string;
}

/** What time and holds did has ways back of its own, which know the lots: restore, release. */
const FINAL: readonly PostingKind[] = ['activate', 'expire', 'hold', 'capture', 'release', 'restore'];

/** The transactions that a batch wants to reverse. Each is reversed whole, and at most once (INV-6). */
export class ReversalTargets {
  private constructor(
    /** Keys that the batch wants to reverse; null while no such transaction is known. */
    private readonly byKey: Map<string, Original | null>,
    private readonly reversed: Set<number>,
  ) {}

  static none(): ReversalTargets {
    return new ReversalTargets(new Map(), new Set());
  }

  /** Finds and locks them; asks the database nothing when a batch reverses nothing. */
  static async lock(
    tx: Tx,
    queries: LedgerQueries,
    batch: readonly CheckedPosting[],
  ): Promise<ReversalTargets> {
    const byKey = new Map<string, Original | null>();
    const wanted = new Map<number, Set<string>>();
    for (const { request } of batch) {
      if (request.reverses === undefined) continue;
      wanted.set(request.brandId, (wanted.get(request.brandId) ?? new Set()).add(request.reverses));
    }
    for (const [brandId, keys] of [...wanted].sort(([a], [b]) => a - b)) {
      for (const key of keys) byKey.set(slotOf(brandId, key), null);
      const buffers = [...keys].map((key) => Buffer.from(key, 'latin1'));
      const found = await queries.transactionsByKey(tx, brandId, buffers);
      // Two reversals of one cannot pass each other.
      const ids = found.map(({ id }) => id).sort((a, b) => a - b);
      await anyTransaction.select(tx, { id: ids }, { columns: ['id'], order: 'id', lock: 'update' });
      for (const [key, original] of await readTargets(tx, queries, found))
        byKey.set(slotOf(brandId, key), original);
    }
    const ids = [...byKey.values()].flatMap((original) => original?.id ?? []);
    const reversed = await anyTransaction.select(tx, { reversesId: ids }, { columns: ['reversesId'] });
    return new ReversalTargets(byKey, new Set(reversed.map((row) => row.reversesId)));
  }

  /** @returns the id of the transaction that this posting reverses; 0 when it reverses none */
  check({ request, canonical }: PreparedPosting): Result<number, LedgerRefusal> {
    if (request.reverses === undefined) return ok(0);
    const original = this.byKey.get(slotOf(request.brandId, request.reverses));
    if (!original || FINAL.includes(original.kind)) return fail({ code: 'LEDGER_REVERSAL_INVALID' });
    if (this.reversed.has(original.id)) return fail({ code: 'LEDGER_ALREADY_REVERSED' });
    return original.reversal(request.key) === canonical
      ? ok(original.id)
      : fail({ code: 'LEDGER_REVERSAL_INVALID' });
  }

  /** Notes that a posting is going to be written: what it reverses is spent, and the next in the batch may reverse it. */
  posted({ request }: PreparedPosting, id: number, reversesId: number): void {
    if (reversesId !== 0) this.reversed.add(reversesId);
    if (this.byKey.size === 0) return;
    const slot = slotOf(request.brandId, request.key);
    if (this.byKey.has(slot)) this.byKey.set(slot, originalOf(id, request));
  }
}

const originalOf = (id: number, posting: Posting): Original => ({
  id,
  kind: posting.kind,
  reversal: (key) => canonicalPosting(reversalOf(posting, key)),
});

async function readTargets(
  tx: Tx,
  queries: LedgerQueries,
  found: readonly { readonly id: number }[],
): Promise<[string, Original][]> {
  const ids = found.map(({ id }) => id);
  const entries = await queries.entriesOf(tx, ids);
  return (await anyTransaction.select(tx, { id: ids })).map((row) => {
    const own = entries
      .filter((entry) => entry.transactionId === row.id)
      .map((entry) => ({ account: accountRefOf(entry), amount: entry.amount }));
    // What the original itself reversed does not matter to its opposite.
    const posting = postingOf(row, own, null);
    return [posting.key, originalOf(row.id, posting)];
  });
}
