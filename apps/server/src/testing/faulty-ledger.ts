import { canonicalPosting } from '@liuliang/domain';
import { Ledger } from '../modules/ledger';
import { chainHashOf } from '../modules/ledger/hashes';
import { LotQueries } from '../modules/ledger/lots.queries';
import { accountRefOf, postingOf } from '../modules/ledger/posting-rows';
import {
  LedgerQueries,
  TRANSACTION,
  type AccountState,
  type TransactionRow,
} from '../modules/ledger/queries';
import type { Database } from '../platform/db/database';
import { Effects } from '../platform/effects';
import type { IdSource } from '../platform/ids';
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
      posting_key: Buffer.from(row.posting_key.toString('latin1').toLowerCase()),
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
export function faultyLedger(fault: LedgerFault, ids: IdSource, server: TestServer): Ledger {
  const [effects, outbox] = [server.get(Effects), server.get(Outbox)];
  return new Ledger(...FAULTS[fault](), ids, effects, outbox, { NODE_ID: 0 });
}

/** As an intruder with every right would: the last transaction says something else, and its chain fits again. */
export async function rewriteLast(db: Database): Promise<void> {
  await behindTheTriggers(db, async (tx) => {
    const [last] = await tx.query<TransactionRow>(
      `SELECT ${TRANSACTION.join(', ')} FROM ledger_transaction WHERE writer = 0 ORDER BY writer_sequence DESC LIMIT 1`,
    );
    const row = { ...last!, occurred_at_ms: last!.occurred_at_ms + 1 };
    const entries = (await new LedgerQueries().entriesOf(tx, [row.id])).map((entry) => ({
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
