import { canonicalPosting } from '@liuliang/domain';
import { Ledger } from '../modules/ledger';
import { chainHashOf } from '../modules/ledger/hashes';
import { LotQueries } from '../modules/ledger/lots.queries';
import { accountRefOf, postingOf } from '../modules/ledger/posting-rows';
import { anyTransaction, type TransactionRow } from '../modules/ledger/entities';
import { LedgerQueries, type AccountState } from '../modules/ledger/queries';
import type { Database } from '../platform/db/database';
import { Effects } from '../platform/effects';
import { Outbox } from '../platform/outbox';
import { behindTheTriggers } from './ledger-faults';
import type { TestServer } from './test-server';

/** Sees balances as they were one posting ago. */
class StaleQueries extends LedgerQueries {
  override async lockAccounts(...args: Parameters<LedgerQueries['lockAccounts']>): Promise<AccountState[]> {
    const states = await super.lockAccounts(...args);
    const least = Math.min(...states.map(({ version }) => version));
    return states.map((state) => ({
      ...state,
      balance: state.version === least ? state.balance - 3 : state.balance,
    }));
  }
}

class DeafQueries extends LedgerQueries {
  override async saveBalances(): Promise<void> {
    // The statement timed out, and whoever called it went on.
  }
}

class DeafLotQueries extends LotQueries {
  override async saveLots(): Promise<void> {
    // As above.
  }
}

class FoldingQueries extends LedgerQueries {
  override insertTransactions(
    tx: Parameters<LedgerQueries['insertTransactions']>[0],
    rows: readonly TransactionRow[],
  ) {
    const folded = rows.map((row) => ({
      ...row,
      postingKey: Buffer.from(row.postingKey.toString('latin1').toLowerCase()),
    }));
    return super.insertTransactions(tx, folded);
  }
}

const FAULTS = {
  'lost update': () => [new StaleQueries(), new LotQueries()],
  'balances not saved': () => [new DeafQueries(), new LotQueries()],
  'lots not saved': () => [new LedgerQueries(), new DeafLotQueries()],
  'keys folded': () => [new FoldingQueries(), new LotQueries()],
} satisfies Record<string, () => [LedgerQueries, LotQueries]>;
export type LedgerFault = keyof typeof FAULTS;

/** A ledger over statements that do not do what they say. */
export function faultyLedger(fault: LedgerFault, server: TestServer): Ledger {
  const [effects, outbox] = [server.get(Effects), server.get(Outbox)];
  return new Ledger(...FAULTS[fault](), effects, outbox, { NODE_ID: 0 });
}

/** As an intruder with every right would: the last transaction says something else, and its chain fits again. */
export async function rewriteLast(db: Database): Promise<void> {
  await behindTheTriggers(db, async (tx) => {
    const last = await anyTransaction.one(tx, { writer: 0 }, { order: 'writer_sequence DESC', limit: 1 });
    const row = { ...last!, occurredAtMs: last!.occurredAtMs + 1 };
    const entries = (await new LedgerQueries().entriesOf(tx, [row.id])).map((entry) => ({
      account: accountRefOf(entry),
      amount: entry.amount,
    }));
    const hash = chainHashOf(row.previousHash, canonicalPosting(postingOf(row, entries, null)), row);
    await tx.exec('UPDATE ledger_transaction SET occurred_at_ms = ?, hash = ? WHERE id = ?', [
      row.occurredAtMs,
      hash,
      row.id,
    ]);
    await tx.exec('UPDATE ledger_writer SET hash = ? WHERE writer = 0', [hash]);
  });
}
