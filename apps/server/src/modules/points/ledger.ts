import { Inject, Injectable } from '@nestjs/common';
import { checkLimits, fail, ok, type Entry, type Result } from '@liuliang/domain';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/db/statements';
import type { Env } from '../../platform/env';
import { IdSource } from '../../platform/ids';
import { CLOCK, ENV } from '../../platform/tokens';
import { AccountDesk, type AccountBook, type WantedAccounts } from './accounts';
import { CHAIN_START, chainHashOf } from './hashes';
import {
  accountRefOf,
  preparePosting,
  type LedgerPosting,
  type LedgerRefusal,
  type PreparedPosting,
} from './posting-rows';
import { Originals } from './reversals';
import {
  entryValues,
  LedgerStore,
  transactionValues,
  type EntryValues,
  type TransactionRow,
  type TransactionValues,
} from './store';

export interface PostedEntry extends Entry {
  readonly balanceAfter: number;
}

/** A transaction of the ledger, as whoever posted it gets it back. */
export interface PostedTransaction {
  readonly id: number;
  readonly postedAtMs: number;
  /** The key had been posted before with the same content: this is the transaction of then (INV-4). */
  readonly isReplay: boolean;
  /** In canonical order, whatever the order of the request. */
  readonly entries: readonly PostedEntry[];
}

export type PostingResult = Result<PostedTransaction, LedgerRefusal>;

/** What a batch writes, collected in memory and then written by a few multi-row statements. */
interface Pages {
  readonly transactions: Draft[];
  readonly entries: EntryValues[];
}

/** A transaction before it is chained. */
interface Draft {
  readonly posting: PreparedPosting;
  readonly id: number;
  readonly reversesId: number;
}

/** What stands under a key already. */
interface Earlier {
  readonly requestHash: Buffer;
  readonly result: PostedTransaction;
}

/**
 * Applies postings, many at a time, inside a transaction of the caller. Both doors lead here: LedgerWriter, which
 * collects postings that stand alone, and PointsService.post, for postings that commit together with other rows.
 * Order of locks, the same for everybody: accounts by id, transactions to be reversed, the writer's head.
 */
@Injectable()
export class Ledger {
  /** Shard of the hot system accounts and number of the hash chain. */
  readonly writer: number;
  private readonly desk: AccountDesk;

  constructor(
    private readonly store: LedgerStore,
    private readonly ids: IdSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) env: Pick<Env, 'NODE_ID'>,
  ) {
    this.writer = env.NODE_ID;
    this.desk = new AccountDesk(store, ids, env.NODE_ID);
  }

  /** Locks accounts ahead of `apply`, for rules that must read under the lock what they decide upon. */
  lock(tx: Tx, accounts: WantedAccounts): Promise<AccountBook> {
    return this.desk.lock(tx, accounts);
  }

  /**
   * Applies each posting or refuses it, one after another in the given order; a refused one leaves its neighbours
   * alone and nothing of its own behind.
   * @param book accounts that were locked by `lock`, covering every entry
   * @returns one result per posting, in order
   */
  async apply(tx: Tx, postings: readonly LedgerPosting[], book?: AccountBook): Promise<PostingResult[]> {
    const prepared = postings.map(preparePosting);
    const valid: PreparedPosting[] = [];
    for (const one of prepared) if (one.ok) valid.push(one.value);
    const accounts = book ?? (await this.lock(tx, accountsOf(valid)));
    const earlier = await this.earlierOnes(tx, valid);
    const originals = await Originals.lock(tx, this.store, valid);
    const pages: Pages = { transactions: [], entries: [] };
    const nowMs = this.clock.nowMs();
    const results = prepared.map((one): PostingResult => {
      if (!one.ok) return one;
      const posting = one.value;
      const { brandId, key } = posting.request;
      const known = earlier.get(brandId)?.get(key);
      if (known) return replayOf(known, posting);
      const planned = plan(posting, accounts, originals);
      if (!planned.ok) return planned;
      const draft = { posting, id: this.ids.next(), reversesId: planned.value };
      originals.posted(posting, draft.id, draft.reversesId);
      const result = {
        id: draft.id,
        postedAtMs: nowMs,
        isReplay: false,
        entries: enter(draft, accounts, pages),
      };
      earlier.get(brandId)?.set(key, { requestHash: posting.requestHash, result });
      return ok(result);
    });
    await this.write(tx, pages, accounts, nowMs);
    return results;
  }

  private async write(
    tx: Tx,
    { transactions, entries }: Pages,
    book: AccountBook,
    nowMs: number,
  ): Promise<void> {
    await this.store.dropUnused(tx, book.unusedIds());
    if (transactions.length === 0) return;
    const head = await this.store.lockWriter(tx, this.writer, CHAIN_START);
    const rows = transactions.map((draft): TransactionValues => {
      const row = rowOf(draft, this.writer, (head.sequence += 1), head.hash, nowMs);
      row.hash = head.hash = chainHashOf(head.hash, draft.posting.canonical, row);
      return transactionValues(row);
    });
    await this.store.insertTransactions(tx, rows);
    await this.store.insertEntries(tx, entries);
    await this.store.saveBalances(tx, book.movedAccounts());
    await this.store.saveWriter(tx, this.writer, head);
  }

  /** Transactions that bear a key of this batch already, by brand and key, read under the lock of their accounts. */
  private async earlierOnes(
    tx: Tx,
    batch: readonly PreparedPosting[],
  ): Promise<Map<number, Map<string, Earlier>>> {
    const keys = new Map<number, Buffer[]>();
    for (const { request, keyBytes } of batch) {
      const own = keys.get(request.brandId);
      if (own) own.push(keyBytes);
      else keys.set(request.brandId, [keyBytes]);
    }
    const earlier = new Map<number, Map<string, Earlier>>();
    for (const [brandId, own] of keys) {
      const found = await this.store.transactionsByKey(tx, brandId, own);
      const entries = await this.postedEntries(tx, found);
      const byKey = found.map(({ id, posted_at_ms, posting_key, request_hash }): [string, Earlier] => {
        const result = { id, postedAtMs: posted_at_ms, isReplay: true, entries: entries.get(id) ?? [] };
        return [posting_key.toString('latin1'), { requestHash: request_hash, result }];
      });
      earlier.set(brandId, new Map(byKey));
    }
    return earlier;
  }

  private async postedEntries(
    tx: Tx,
    found: readonly { readonly id: number }[],
  ): Promise<Map<number, PostedEntry[]>> {
    const byTransaction = new Map<number, PostedEntry[]>(found.map(({ id }) => [id, []]));
    for (const row of await this.store.entriesOf(tx, [...byTransaction.keys()])) {
      const entry = { account: accountRefOf(row), amount: row.amount, balanceAfter: row.balance_after };
      byTransaction.get(row.transaction_id)?.push(entry);
    }
    return byTransaction;
  }
}

/** The same content gets the transaction of then; other content under the same key is a conflict (INV-4). */
function replayOf(known: Earlier, posting: PreparedPosting): PostingResult {
  if (!known.requestHash.equals(posting.requestHash)) return fail({ code: 'LEDGER_KEY_REUSED' });
  return ok({ ...known.result, isReplay: true });
}

/** The checks that follow idempotency, in order: reversal, balance. @returns the id of what it reverses, or 0 */
function plan(
  posting: PreparedPosting,
  book: AccountBook,
  originals: Originals,
): Result<number, LedgerRefusal> {
  const reversed = originals.check(posting);
  if (!reversed.ok) return reversed;
  const allowed = checkLimits(book.balances(posting.request.brandId), posting.request);
  if (!allowed.ok) return allowed;
  return reversed;
}

/** Moves the balances and notes the transaction with its lines. */
function enter(draft: Draft, book: AccountBook, pages: Pages): PostedEntry[] {
  const { posting, id } = draft;
  pages.transactions.push(draft);
  return posting.entries.map(({ account, amount }, line): PostedEntry => {
    const moved = book.move(posting.request.brandId, posting.accountKeys[line] as string, amount);
    const { balance, version } = moved;
    pages.entries.push(
      entryValues({
        transaction_id: id,
        line,
        account_id: moved.id,
        amount,
        balance_after: balance,
        account_version: version,
      }),
    );
    return { account, amount, balanceAfter: balance };
  });
}

function rowOf(
  draft: Draft,
  writer: number,
  sequence: number,
  previous: Buffer,
  nowMs: number,
): TransactionRow {
  const { request, keyBytes, requestHash } = draft.posting;
  return {
    id: draft.id,
    brand_id: request.brandId,
    posting_key: keyBytes,
    request_hash: requestHash,
    kind: request.kind,
    reference_kind: request.reference.kind,
    reference_id: draft.reversesId === 0 ? Number(request.reference.id) : draft.reversesId,
    reverses_id: draft.reversesId,
    occurred_at_ms: request.occurredAtMs,
    posted_at_ms: nowMs,
    explanation: JSON.stringify(request.explanation),
    writer,
    writer_sequence: sequence,
    previous_hash: previous,
    hash: previous,
  };
}

function accountsOf(batch: readonly PreparedPosting[]): WantedAccounts {
  const wanted: WantedAccounts = new Map();
  for (const { request, entries, accountKeys } of batch) {
    let own = wanted.get(request.brandId);
    if (!own) wanted.set(request.brandId, (own = new Map()));
    for (let i = 0; i < entries.length; i += 1)
      own.set(accountKeys[i] as string, (entries[i] as Entry).account);
  }
  return wanted;
}
