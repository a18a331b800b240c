import { Inject, Injectable } from '@nestjs/common';
import {
  accountKey,
  appendTo,
  fail,
  groupedBy,
  ok,
  type AccountRef,
  type Entry,
  type Failed,
  type OwnerRef,
  type Result,
} from '@liuliang/domain';
import { NODES } from '../../platform/db/node-number';
import { RunAgain } from '../../platform/db/run-again';
import { ROWS_PER_STATEMENT, type Tx } from '../../platform/db/statements';
import { Effects } from '../../platform/effects';
import type { Env } from '../../platform/env';
import { Outbox } from '../../platform/outbox';
import { ENV } from '../../platform/tokens';
import { AccountLocks, want, type WantedAccounts } from './accounts';
import {
  Batch,
  emptyPage,
  type Draft,
  type Locked,
  type Page,
  type PostedEntry,
  type PostedTransaction,
  type PostingResult,
} from './batch';
import { CHAIN_START, chainHashOf } from './hashes';
import { LotNeeds, LotReader } from './lot-reader';
import { LotQueries } from './lots.queries';
import { growthMoved, type MovedGrowth } from './marks';
import {
  accountRefOf,
  checkedPosting,
  explanationRow,
  preparePosting,
  type CheckedPosting,
  type LedgerRefusal,
  type PlannedPosting,
  type PreparedPosting,
} from './posting-rows';
import { ReversalTargets } from './reversal-targets';
import { LedgerQueries, type NamedEntryRow } from './queries';
import { ledgerEntries, ledgerWriters, lotMoves, type TransactionRow } from './entities';

export type { Locked, PostedEntry, PostedTransaction, PostingResult } from './batch';

/**
 * Postings prepared and written at a time. What a page needs in memory is garbage before the next one begins; that of
 * a whole batch would live long enough for the collector to carry it about.
 */
const PAGE = ROWS_PER_STATEMENT;

/** What stands under a key already. */
interface Earlier {
  readonly requestHash: Buffer;
  readonly result: PostedTransaction;
}

/**
 * Applies postings, many at a time, inside a transaction of the caller, so that they commit together with their cause.
 * Order of locks, the same for everybody: accounts by id, transactions to be reversed, the writer's head. The lots and
 * holds of an owner are under the lock of the owner's available account.
 */
@Injectable()
export class Ledger {
  private readonly node: number;
  private readonly accountLocks: AccountLocks;
  private readonly reader: LotReader;
  /**
   * Owners who turned out to owe something only once their accounts were locked, and whose lots want more accounts. The
   * next attempt asks for all of them from the beginning, so that they are locked in order.
   */
  private readonly owing = new Map<string, OwnerRef>();

  constructor(
    private readonly queries: LedgerQueries,
    private readonly lotQueries: LotQueries,
    private readonly effects: Effects,
    private readonly outbox: Outbox,
    @Inject(ENV) env: Pick<Env, 'NODE_ID'>,
  ) {
    this.node = env.NODE_ID;
    this.accountLocks = new AccountLocks(queries);
    this.reader = new LotReader(lotQueries, queries);
  }

  /**
   * Locks accounts, and with them the lots that `needs` names, ahead of `post`, for rules that must read under the
   * lock what they decide upon. Lots are read twice: which accounts settling them wants is only known from them.
   * @throws RunAgain when that changed between the two
   */
  async lock(
    tx: Tx,
    wanted: WantedAccounts,
    needs: LotNeeds = new LotNeeds(),
    nowMs: number = tx.nowMs(),
  ): Promise<Locked> {
    for (const owner of this.owing.values()) needs.addIfWanted(owner, wanted);
    if (!needs.isEmpty) {
      const expected = await this.reader.read(tx, needs, nowMs);
      for (const { brandId, account } of expected.dueAccounts(needs.takesPending))
        want(wanted, brandId, account);
    }
    const accounts = await this.accountLocks.lock(tx, this.writerOf(tx), wanted, (brandId, account) =>
      needs.mayRead(brandId, account),
    );
    needs.addDebtors(wanted, accounts);
    if (needs.isEmpty) return { accounts, lots: this.reader.empty(tx, nowMs), nowMs };
    const lots = await this.reader.read(tx, needs, nowMs);
    for (const { brandId, account } of lots.dueAccounts(needs.takesPending)) {
      if (accounts.has(brandId, accountKey(account))) continue;
      for (const [slot, owner] of needs.owners) this.owing.set(slot, owner);
      throw new RunAgain('more of these lots came due meanwhile');
    }
    for (const slot of needs.owners.keys()) this.owing.delete(slot);
    return { accounts, lots, nowMs };
  }

  /**
   * Applies each posting or refuses it, one after another in the given order; a refused one leaves its neighbours
   * alone and nothing of its own behind.
   * @param locked what was locked by `lock`, covering every entry and every lot
   * @param isLast whether accounts that were made only to be locked are taken back
   * @returns one result per posting, in order
   */
  async post(
    tx: Tx,
    postings: readonly PlannedPosting[],
    locked?: Locked,
    isLast = true,
  ): Promise<PostingResult[]> {
    const checked = postings.map(checkedPosting);
    const valid = checked.flatMap((one) => (one.ok ? one.value : []));
    const held = locked ?? (await this.lock(tx, accountsOf(valid), LotNeeds.of(valid)));
    const targets = await ReversalTargets.lock(tx, this.queries, valid);
    const batch = new Batch(held, targets, () => tx.nextId());
    const results: PostingResult[] = [];
    for (let start = 0; start < checked.length; start += PAGE) {
      appendTo(results, await this.applyPage(tx, batch, checked.slice(start, start + PAGE)));
    }
    if (isLast) await this.queries.dropUnused(tx, held.accounts.unusedIds());
    await this.save(tx, batch);
    return results;
  }

  /**
   * Posts what has come due of these owners' points up to now: activations, lapsed holds, expiries. The job calls it
   * for owners whom nobody touches; repeating it posts nothing.
   * @returns how many transactions it posted
   */
  async settleDue(tx: Tx, owners: readonly OwnerRef[], nowMs: number = tx.nowMs()): Promise<number> {
    const needs = new LotNeeds();
    for (const owner of owners) needs.add(owner);
    const locked = await this.lock(tx, new Map(), needs, nowMs);
    const posted = await this.settle(tx, locked, owners);
    await this.queries.dropUnused(tx, locked.accounts.unusedIds());
    return posted;
  }

  /** As `settleDue`, for owners who are locked already and about whom more is going to be posted. */
  async settle(tx: Tx, locked: Locked, owners: readonly OwnerRef[]): Promise<number> {
    const batch = new Batch(locked, ReversalTargets.none(), () => tx.nextId());
    let posted = 0;
    let page = emptyPage();
    for (const owner of owners) {
      posted += batch.settleOwner(owner, page);
      if (page.drafts.length < PAGE) continue;
      await this.write(tx, batch, page);
      page = emptyPage();
    }
    await this.write(tx, batch, page);
    await this.save(tx, batch);
    return posted;
  }

  private async applyPage(
    tx: Tx,
    batch: Batch,
    checked: readonly Result<CheckedPosting, LedgerRefusal>[],
  ): Promise<PostingResult[]> {
    const prepared = checked.map((one) => (one.ok ? preparePosting(one.value) : one));
    const earlier = await this.earlierOnes(tx, prepared);
    const page = emptyPage();
    const results = prepared.map((posting): PostingResult => {
      if (!('canonical' in posting)) return posting;
      const { brandId, key } = posting.request;
      const known = earlier.get(brandId)?.get(key);
      if (known) return replayOf(known, posting);
      const posted = batch.post(posting, page);
      if (posted.ok) {
        earlier.get(brandId)?.set(key, { requestHash: posting.requestHash, result: posted.value });
      }
      return posted;
    });
    await this.write(tx, batch, page);
    return results;
  }

  private async write(tx: Tx, batch: Batch, { drafts, entries }: Page): Promise<void> {
    if (drafts.length === 0) return;
    const { lots, nowMs } = batch.locked;
    const writer = this.writerOf(tx);
    const head = (batch.head ??= await this.queries.lockWriter(tx, writer, CHAIN_START));
    const rows = drafts.map((draft): TransactionRow => {
      const row = rowOf(draft, writer, (head.sequence += 1), head.hash, nowMs);
      row.hash = head.hash = chainHashOf(head.hash, draft.posting.canonical, row);
      return row;
    });
    await this.queries.insertTransactions(tx, rows);
    await ledgerEntries.insertFlat(tx, entries.values);
    const written = lots.takeRows();
    await this.lotQueries.insertLots(tx, written.lots);
    await lotMoves.insertFlat(tx, written.moves);
    this.tell(tx, drafts, rows);
  }

  /** Marks whose growth moved, and names the transactions to whoever acts upon postings. */
  private tell(tx: Tx, drafts: readonly Draft[], rows: readonly TransactionRow[]): void {
    rows.forEach(({ id, brandId, kind, referenceKind, referenceId }, i) => {
      for (const { account } of (drafts[i] as Draft).posting.entries) {
        if (account.asset !== 'growth' || account.ownerKind !== 'member') continue;
        const about = { kind, referenceKind, referenceId, transactionId: id };
        const moved: MovedGrowth = { customerId: account.ownerId, ...about };
        this.effects.mark(tx, brandId, growthMoved, [moved]);
      }
    });
    for (const [brandId, own] of groupedBy(rows, (row) => row.brandId)) {
      const ids = own.map(({ id }) => id);
      this.outbox.announce(tx, brandId, 'points.posted.v1', ids);
    }
  }

  /**
   * Shard of the hot system accounts and number of the hash chain. Of every transaction that is under way another, so
   * that one that posts again, with these locked, waits for nobody who waits for them.
   */
  private writerOf({ lane }: Tx): number {
    return this.node + lane * NODES;
  }

  /** What every posting of the batch moves again and again is saved once, as the last of them left it. */
  private async save(tx: Tx, { locked, head }: Batch): Promise<void> {
    const { accounts, lots } = locked;
    await this.lotQueries.insertLots(tx, lots.newLots());
    await this.lotQueries.saveLots(tx, lots.changedLots());
    await this.lotQueries.saveHolds(tx, lots.changedHolds());
    lots.written();
    const { first, further } = accounts.takeMoved();
    await this.queries.insertFirst(tx, first);
    await this.queries.saveBalances(tx, further);
    if (head) await ledgerWriters.set(tx, { writer: this.writerOf(tx) }, head);
  }

  /** Transactions that bear a key of this page already, by brand and key, read under the lock of their accounts. */
  private async earlierOnes(
    tx: Tx,
    page: readonly (PreparedPosting | Failed<LedgerRefusal>)[],
  ): Promise<Map<number, Map<string, Earlier>>> {
    const prepared = page.filter((posting) => 'canonical' in posting);
    const earlier = new Map<number, Map<string, Earlier>>();
    for (const [brandId, own] of groupedBy(prepared, ({ request }) => request.brandId)) {
      const keys = own.map(({ keyBytes }) => keyBytes);
      const found = await this.queries.transactionsByKey(tx, brandId, keys);
      const lines = await this.queries.entriesOf(
        tx,
        found.map(({ id }) => id),
      );
      const entries = groupedBy(lines, (line) => line.transactionId);
      const byKey = found.map(({ id, postedAtMs, postingKey, requestHash }): [string, Earlier] => {
        const posted = (entries.get(id) ?? []).map(postedEntry);
        const result = { id, postedAtMs, isReplay: true, entries: posted };
        return [postingKey.toString('latin1'), { requestHash, result }];
      });
      earlier.set(brandId, new Map(byKey));
    }
    return earlier;
  }
}

const postedEntry = (line: NamedEntryRow): PostedEntry => ({
  account: accountRefOf(line),
  amount: line.amount,
  balanceAfter: line.balanceAfter,
});

/** The same content gets the transaction of then; other content under the same key is a conflict (INV-4). */
function replayOf(known: Earlier, posting: PreparedPosting): PostingResult {
  if (!known.requestHash.equals(posting.requestHash)) return fail({ code: 'LEDGER_KEY_REUSED' });
  return ok({ ...known.result, isReplay: true });
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
    brandId: request.brandId,
    postingKey: keyBytes,
    requestHash: requestHash,
    kind: request.kind,
    referenceKind: request.reference.kind,
    referenceId: draft.reversesId === 0 ? Number(request.reference.id) : draft.reversesId,
    reversesId: draft.reversesId,
    occurredAtMs: request.occurredAtMs,
    postedAtMs: nowMs,
    explanation: explanationRow(request),
    writer,
    writerSequence: sequence,
    previousHash: previous,
    hash: previous,
  };
}

function accountsOf(batch: readonly CheckedPosting[]): WantedAccounts {
  const wanted: WantedAccounts = new Map();
  for (const { request, entries, accountKeys } of batch) {
    const own = wanted.get(request.brandId) ?? new Map<string, AccountRef>();
    wanted.set(request.brandId, own);
    for (let i = 0; i < entries.length; i += 1)
      own.set(accountKeys[i] as string, (entries[i] as Entry).account);
  }
  return wanted;
}
