import { ASSETS, canonicalPosting, groupedBy, type Entry } from '@liuliang/domain';
import { Breath } from '../../platform/breath';
import type { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { Findings } from './findings';
import type { ChainHead, LedgerAuditQueries } from './queries';
import {
  anyAccount,
  anyTransaction,
  ledgerEntries,
  ledgerTransactions,
  CHAIN_START,
  chainHashOf,
  requestHashOf,
  accountRefOf,
  postingOf,
  type AccountName,
  type EntryRow,
  type TransactionRow,
} from '../ledger';

const TRANSACTIONS_AT_ONCE = 500;
/** Names of accounts kept at hand, about 20 MB of them. */
const ACCOUNTS_MAX = 100_000;

const everyTransaction = ledgerTransactions.acrossBrands('chains run across brands');

/** What one walk through the history finds out. */
export interface HistoryFindings {
  readonly balanced: Findings;
  readonly keyed: Findings;
  readonly chained: Findings;
}

/** Where a chain was proved to be so long and to end so. */
export interface ChainEnd {
  readonly sequence: number;
  readonly hash: Buffer;
}

interface Page {
  readonly rows: readonly TransactionRow[];
  readonly entries: ReadonlyMap<number, readonly EntryRow[]>;
  readonly reversedKeys: ReadonlyMap<number, string>;
}

/**
 * Walks through every transaction in the order in which its writer chained it, rebuilds the posting from the rows, and
 * checks that it balances (INV-1), that it is what its key stands for (INV-4) and that its hash follows from the one
 * before (INV-6). Chains run across brands, so all of them are walked even when one brand is asked about.
 * What was proved before is not read again: a hash covers everything behind it.
 */
export class HistoryWalk {
  private readonly names = new Map<number, AccountName>();
  private readonly breath = new Breath();

  constructor(
    private readonly db: Database,
    private readonly queries: LedgerAuditQueries,
    private readonly brandId: number | null,
    private readonly found: HistoryFindings,
    /** By writer; empty: from the start. */
    private readonly proven: ReadonlyMap<number, ChainEnd> = new Map(),
  ) {}

  async run(): Promise<void> {
    const { heads, headless } = await this.db.readApartAtOnce(async (reader) => ({
      heads: await this.queries.heads(reader),
      headless: await this.queries.writersWithoutHead(reader),
    }));
    this.found.chained.addAll(
      headless.map((writer) => `writer ${writer}: transactions without a chain head`),
    );
    for (const head of heads) await this.walk(head);
    if (this.proven.size > 0) return;
    const stray = await this.db.readApart((reader) => this.queries.strayEntries(reader));
    this.found.balanced.addAll(
      stray.map(
        (entry) => `entry ${entry.transactionId}/${entry.line}: its transaction or account is missing`,
      ),
    );
  }

  private async walk(head: ChainHead): Promise<void> {
    const { chained } = this.found;
    chained.require(
      head.last === head.sequence && head.length === head.sequence,
      () =>
        `writer ${head.writer}: ${head.length} transactions up to ${head.last} of ${head.sequence} in its chain`,
    );
    let { sequence, hash } = this.proven.get(head.writer) ?? { sequence: 0, hash: CHAIN_START };
    while (sequence < head.sequence) {
      const page = await this.db.readApart((reader) => this.page(reader, head, sequence));
      if (page.rows.length === 0) break;
      for (const row of page.rows) {
        chained.require(
          row.writerSequence === sequence + 1 && row.previousHash.equals(hash),
          () => `transaction ${row.id}: does not follow number ${sequence} of writer ${head.writer}`,
        );
        this.check(row, page);
        await this.breath.take();
        // On with what is stored, so that one fault is told once.
        sequence = row.writerSequence;
        hash = row.hash;
      }
    }
    chained.require(
      hash.equals(head.hash) || head.sequence !== sequence,
      () => `writer ${head.writer}: the chain ends in another hash`,
    );
  }

  private check(row: TransactionRow, page: Page): void {
    const { balanced, keyed, chained } = this.found;
    const own = page.entries.get(row.id) ?? [];
    const entries: Entry[] = [];
    let isNamed = true;
    for (const { accountId, amount } of own) {
      const name = this.names.get(accountId);
      // The system's accounts belong to a writer; whose does not is somebody else's.
      if (
        !name ||
        name.brandId !== row.brandId ||
        name.shard !== (name.ownerKind === 'system' ? row.writer : 0)
      ) {
        isNamed = false;
      } else entries.push({ account: accountRefOf(name), amount });
    }
    const reversedKey = row.reversesId === 0 ? null : (page.reversedKeys.get(row.reversesId) ?? '');
    const canonical = isNamed ? canonicalPosting(postingOf(row, entries, reversedKey)) : '';
    chained.count(1);
    chained.require(
      chainHashOf(row.previousHash, canonical, row).equals(row.hash),
      () => `transaction ${row.id}: what is stored does not give its hash`,
    );
    if (this.brandId !== null && row.brandId !== this.brandId) return;
    balanced.count(1);
    balanced.require(
      isBalanced(entries) && isNamed,
      () => `transaction ${row.id}: its entries do not balance`,
    );
    keyed.count(1);
    keyed.require(
      requestHashOf(canonical).equals(row.requestHash),
      () => `transaction ${row.id}: its key stands for another posting`,
    );
  }

  private async page(reader: Reader, head: ChainHead, after: number): Promise<Page> {
    const rows = await everyTransaction.select(
      reader,
      { writer: head.writer },
      {
        and: ['writer_sequence > ? AND writer_sequence <= ?', after, head.sequence],
        order: 'writer_sequence',
        limit: TRANSACTIONS_AT_ONCE,
      },
    );
    const lines = await ledgerEntries.select(reader, { transactionId: rows.map(({ id }) => id) });
    await this.nameAccounts(reader, lines);
    const reversed = rows.flatMap((row) => (row.reversesId === 0 ? [] : [row.reversesId]));
    const keys = await anyTransaction.select(reader, { id: reversed }, { columns: ['id', 'postingKey'] });
    return {
      rows,
      entries: groupedBy(lines, (line) => line.transactionId),
      reversedKeys: new Map(keys.map((row) => [row.id, row.postingKey.toString('latin1')])),
    };
  }

  private async nameAccounts(reader: Reader, lines: readonly EntryRow[]): Promise<void> {
    if (this.names.size > ACCOUNTS_MAX) this.names.clear();
    const unknown = new Set(lines.map(({ accountId }) => accountId).filter((id) => !this.names.has(id)));
    for (const name of await anyAccount.select(reader, { id: [...unknown] })) this.names.set(name.id, name);
  }
}

/** INV-1: two lines or more, none of nothing, and every asset sums to zero. */
function isBalanced(entries: readonly Entry[]): boolean {
  if (entries.length < 2 || entries.some(({ amount }) => amount === 0)) return false;
  return ASSETS.every((asset) => {
    const own = entries.filter(({ account }) => account.asset === asset);
    return own.reduce((sum, { amount }) => sum + amount, 0) === 0;
  });
}
