import { canonicalPosting } from '@liuliang/domain';
import { Ledger } from '../modules/ledger';
import { chainHashOf } from '../modules/ledger/hashes';
import { LotStore } from '../modules/ledger/lots.store';
import { accountRefOf, postingOf } from '../modules/ledger/posting-rows';
import { LedgerStore, TRANSACTION, type AccountState, type TransactionRow } from '../modules/ledger/store';
import type { Clock } from '../platform/clock';
import type { Database } from '../platform/db/database';
import type { IdSource } from '../platform/ids';
import { behindTheTriggers } from './ledger-faults';

/** Sees balances as they were one posting ago. */
class StaleStore extends LedgerStore {
  override async lockAccounts(...args: Parameters<LedgerStore['lockAccounts']>): Promise<AccountState[]> {
    const states = await super.lockAccounts(...args);
    const least = Math.min(...states.map(({ version }) => version));
    return states.map((state) => ({
      ...state,
      balance: state.version === least ? state.balance - 3 : state.balance,
    }));
  }
}

class DeafStore extends LedgerStore {
  override async saveBalances(): Promise<void> {
    // The statement timed out, and whoever called it went on.
  }
}

class DeafLotStore extends LotStore {
  override async saveLots(): Promise<void> {
    // As above.
  }
}

class FoldingStore extends LedgerStore {
  override insertTransactions(
    tx: Parameters<LedgerStore['insertTransactions']>[0],
    rows: readonly TransactionRow[],
  ) {
    const folded = rows.map((row) => ({
      ...row,
      posting_key: Buffer.from(row.posting_key.toString('latin1').toLowerCase()),
    }));
    return super.insertTransactions(tx, folded);
  }
}

const FAULTS = {
  'lost update': () => [new StaleStore(), new LotStore()],
  'balances not saved': () => [new DeafStore(), new LotStore()],
  'lots not saved': () => [new LedgerStore(), new DeafLotStore()],
  'keys folded': () => [new FoldingStore(), new LotStore()],
} satisfies Record<string, () => [LedgerStore, LotStore]>;
export type LedgerFault = keyof typeof FAULTS;

/** A ledger over statements that do not do what they say. */
export function faultyLedger(fault: LedgerFault, ids: IdSource, clock: Clock): Ledger {
  return new Ledger(...FAULTS[fault](), ids, clock, { NODE_ID: 0 });
}

/** As an intruder with every right would: the last transaction says something else, and its chain fits again. */
export async function rewriteLast(db: Database): Promise<void> {
  await behindTheTriggers(db, async (tx) => {
    const [last] = await tx.query<TransactionRow>(
      `SELECT ${TRANSACTION.join(', ')} FROM ledger_transaction WHERE writer = 0 ORDER BY writer_sequence DESC LIMIT 1`,
    );
    const row = { ...last!, occurred_at_ms: last!.occurred_at_ms + 1 };
    const entries = (await new LedgerStore().entriesOf(tx, [row.id])).map((entry) => ({
      account: accountRefOf(entry),
      amount: entry.amount,
    }));
    const hash = chainHashOf(row.previous_hash, canonicalPosting(postingOf(row, entries, null)), row);
    await tx.exec('UPDATE ledger_transaction SET occurred_at_ms = ?, hash = ? WHERE id = ?', [
      row.occurred_at_ms,
      hash,
      row.id,
    ]);
    await tx.exec('UPDATE ledger_writer SET hash = ? WHERE writer = 0', [hash]);
  });
}
