import { Inject, Injectable } from '@nestjs/common';
import { checkLimits, fail, ok, type Entry, type Failed, type Result } from '@liuliang/domain';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/db/statements';
import type { Env } from '../../platform/env';
import { IdSource } from '../../platform/ids';
import { CLOCK, ENV } from '../../platform/tokens';
import { AccountDesk, type AccountBook, type WantedAccounts } from './accounts';
import { CHAIN_START, chainHashOf } from './hashes';
import {
  accountRefOf,
  checkForm,
  preparePosting,
  type CheckedPosting,
  type LedgerPosting,
  type LedgerRefusal,
  type PreparedPosting,
} from './posting-rows';
import { Originals } from './reversals';
import { EntryList, LedgerStore, ROWS_PER_STATEMENT, type TransactionRow, type WriterRow } from './store';

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

/**
 * Postings prepared and written at a time. What a page needs in memory is garbage before the next one begins; that of
 * a whole batch would live long enough for the collector to carry it about.
 */
const PAGE = ROWS_PER_STATEMENT;

/** A batch under way. */
interface Batch {
  readonly tx: Tx;
  readonly book: AccountBook;
  readonly originals: Originals;
  readonly nowMs: number;
  /** End of the writer's chain; locked when there is something to chain. */
  head: WriterRow | null;
}

/** A transaction before it is chained. */
interface Draft {
  readonly posting: PreparedPosting;
  readonly id: number;
  readonly reversesId: number;
}

/** What a page writes. */
interface Page {
  readonly drafts: Draft[];
  readonly entries: EntryList;
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
   * @param locked accounts that were locked by `lock`, covering every entry
   * @returns one result per posting, in order
   */
  async apply(tx: Tx, postings: readonly LedgerPosting[], locked?: AccountBook): Promise<PostingResult[]> {
    const checked = postings.map(checkForm);
    const valid = checked.flatMap((one) => (one.ok ? one.value : []));
    const book = locked ?? (await this.lock(tx, accountsOf(valid)));
    const originals = await Originals.lock(tx, this.store, valid);
    const batch: Batch = { tx, book, originals, nowMs: this.clock.nowMs(), head: null };
    const results: PostingResult[] = [];
    for (let start = 0; start < checked.length; start += PAGE) {
      results.push(...(await this.applyPage(batch, checked.slice(start, start + PAGE))));
    }
    await this.store.dropUnused(tx, book.unusedIds());
    await this.store.saveBalances(tx, book.movedAccounts());
    if (batch.head) await this.store.saveWriter(tx, this.writer, batch.head);
    return results;
  }

  private async applyPage(
    batch: Batch,
    checked: readonly Result<CheckedPosting, LedgerRefusal>[],
  ): Promise<PostingResult[]> {
    const prepared = checked.map((one) => (one.ok ? preparePosting(one.value) : one));
    const earlier = await this.earlierOnes(batch.tx, prepared);
    const page: Page = { drafts: [], entries: new EntryList() };
    const results = prepared.map((posting): PostingResult => {
      if (!('canonical' in posting)) return posting;
      const { brandId, key } = posting.request;
      const known = earlier.get(brandId)?.get(key);
      if (known) return replayOf(known, posting);
      const planned = plan(posting, batch);
      if (!planned.ok) return planned;
      const draft = { posting, id: this.ids.next(), reversesId: planned.value };
      batch.originals.posted(posting, draft.id, draft.reversesId);
      const entries = enter(draft, batch.book, page);
      const result = { id: draft.id, postedAtMs: batch.nowMs, isReplay: false, entries };
      earlier.get(brandId)?.set(key, { requestHash: posting.requestHash, result });
      return ok(result);
    });
    await this.write(batch, page);
    return results;
  }

  private async write(batch: Batch, { drafts, entries }: Page): Promise<void> {
    if (drafts.length === 0) return;
    const head = (batch.head ??= await this.store.lockWriter(batch.tx, this.writer, CHAIN_START));
    const rows = drafts.map((draft): TransactionRow => {
      const row = rowOf(draft, this.writer, (head.sequence += 1), head.hash, batch.nowMs);
      row.hash = head.hash = chainHashOf(head.hash, draft.posting.canonical, row);
      return row;
    });
    await this.store.insertTransactions(batch.tx, rows);
    await this.store.insertEntries(batch.tx, entries);
  }

  /** Transactions that bear a key of this page already, by brand and key, read under the lock of their accounts. */
  private async earlierOnes(
    tx: Tx,
    page: readonly (PreparedPosting | Failed<LedgerRefusal>)[],
  ): Promise<Map<number, Map<string, Earlier>>> {
    const keys = new Map<number, Buffer[]>();
    for (const posting of page) {
      if (!('canonical' in posting)) continue;
      const own = keys.get(posting.request.brandId);
      if (own) own.push(posting.keyBytes);
      else keys.set(posting.request.brandId, [posting.keyBytes]);
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
function plan(posting: PreparedPosting, { book, originals }: Batch): Result<number, LedgerRefusal> {
  const reversed = originals.check(posting);
  if (!reversed.ok) return reversed;
  const allowed = checkLimits(book.balances(posting.request.brandId), posting.request);
  return allowed.ok ? reversed : allowed;
}

/** Moves the balances and notes the transaction with its lines. */
function enter(draft: Draft, book: AccountBook, page: Page): PostedEntry[] {
  const { posting, id } = draft;
  page.drafts.push(draft);
  return posting.entries.map(({ account, amount }, line): PostedEntry => {
    const moved = book.move(posting.request.brandId, posting.accountKeys[line] as string, amount);
    page.entries.add(id, line, amount, moved);
    return { account, amount, balanceAfter: moved.balance };
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

function accountsOf(batch: readonly CheckedPosting[]): WantedAccounts {
  const wanted: WantedAccounts = new Map();
  for (const { request, entries, accountKeys } of batch) {
    let own = wanted.get(request.brandId);
    if (!own) wanted.set(request.brandId, (own = new Map()));
    for (let i = 0; i < entries.length; i += 1)
      own.set(accountKeys[i] as string, (entries[i] as Entry).account);
  }
  return wanted;
}
