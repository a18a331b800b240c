import { Injectable } from '@nestjs/common';
import type { Result } from '@liuliang/domain';
import { ContentHashes } from '../../platform/content-hash';
import { Database } from '../../platform/db/database';
import type { Keyed } from '../../platform/db/keyed-rows';
import { RunAgain } from '../../platform/db/run-again';
import type { Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import {
  FileImport,
  rowOutcomes,
  soundOf,
  woven,
  type FileSource,
  type ImportCounts,
  type ImportStep,
  type RawRow,
  type RowOutcome,
  type WrittenOutcome,
} from '../imports';
import { CustomersService, identityKey } from '../members';
import { Ledger } from '../ledger';
import { balanceColumns, readBalance, type BalanceInput } from './balance-rows';
import { keyedBalances, openingBalances } from './entities';
import { openingPosting } from './postings';

type HashedLine = Omit<BalanceInput, 'lineKey'> & Keyed<'lineKey'>;

/**
 * Brings the balances over that another system kept, each line as a lot with its old expiry. ADJUSTMENTS-3: a line is
 * posted once, whatever the order of lines and however often the file comes; a process killed in the middle leaves a
 * sound part, and the same file again completes it. Order of locks: identities, customers, lines by key, accounts.
 */
@Injectable()
export class OpeningBalances {
  constructor(
    private readonly db: Database,
    private readonly files: FileImport,
    private readonly customers: CustomersService,
    private readonly ledger: Ledger,
    private readonly hashes: ContentHashes,
  ) {}

  /** @param onStep called after each transaction, awaited before the next one */
  run(
    brand: Brand,
    source: FileSource,
    onStep: (step: ImportStep) => Promise<void>,
  ): Promise<Result<ImportCounts, { code: 'HEADER_WRONG' }>> {
    return this.files.runRows([balanceColumns], source, (rows) => this.bring(brand, rows), onStep);
  }

  /** @returns one outcome per row, in the order given */
  async bring(brand: Brand, rows: readonly RawRow[]): Promise<RowOutcome[]> {
    return this.db.run('opening.bring', (tx) => this.bringIn(tx, brand, rows));
  }

  /** As `bring`, in a transaction of the caller. */
  async bringIn(tx: Tx, brand: Brand, rows: readonly RawRow[]): Promise<RowOutcome[]> {
    const judged = rows.map((row) => readBalance(row, brand));
    const written = await this.write(tx, brand, soundOf(judged));
    const outcomes = rowOutcomes(judged, written, 'line_id');
    return outcomes.map((one) =>
      one.outcome === 'rejected' && one.code === 'EXPIRY_PAST' ? { ...one, field: 'expires_on' } : one,
    );
  }

  private async write(tx: Tx, brand: Brand, lines: readonly BalanceInput[]): Promise<WrittenOutcome[]> {
    const nowMs = this.db.nowMs();
    const hashed = lines.map((line) => this.hashed(brand.id, line));
    const verdicts = await keyedBalances.judge(tx, brand.id, hashed);
    // A line that was taken in while it was good stays a duplicate after it has expired.
    const ended = hashed.map((line, i): WrittenOutcome | null => {
      if (verdicts[i] === 'duplicate') return 'duplicate';
      if (verdicts[i] === 'conflict') return 'BALANCE_LINE_CONFLICT';
      return line.expiresAtMs <= nowMs ? 'EXPIRY_PAST' : null;
    });
    const fresh = hashed.filter((_, i) => ended[i] === null);
    if (fresh.length > 0) await this.post(tx, brand, fresh, nowMs);
    return woven(
      ended,
      fresh.map((): WrittenOutcome => 'accepted'),
    );
  }

  private async post(tx: Tx, brand: Brand, lines: readonly HashedLine[], nowMs: number): Promise<void> {
    const identities = lines.map((line) => line.identity);
    const people = await this.customers.identify(tx, brand, identities, nowMs);
    const locked = await this.customers.lock(tx, brand, people.values());
    const rows = lines.map((line) => {
      const { customerId } = locked.person(people.get(identityKey(line.identity)) ?? 0);
      const { lineKey, contentHash, asset, points, expiresAtMs } = line;
      const place = { brandId: brand.id, customerId, importedAtMs: nowMs };
      return { id: this.db.nextId(), lineKey, contentHash, asset, points, expiresAtMs, ...place };
    });
    const verdicts = await keyedBalances.add(tx, brand.id, rows);
    // Another process brought one of them since we looked: look again, so that it leaves no trace of ours.
    if (verdicts.some((verdict) => verdict !== 'new')) throw new RunAgain();
    const posted = await this.ledger.post(tx, rows.map(openingPosting));
    const traced = rows.map((row, i) => {
      const one = posted[i];
      if (one?.ok) return { ...row, transactionId: one.value.id };
      throw new Error(`ADJUSTMENTS-3: a balance that was checked could not be posted: ${one?.error.code}`);
    });
    await openingBalances.insert(tx, traced, { upsert: ['transactionId'] });
  }

  private hashed(brandId: number, line: BalanceInput): HashedLine {
    const { lineKey, identity, asset, points, expiresAtMs } = line;
    const said = [lineKey, identity.kind, identity.value, asset, points, expiresAtMs];
    return { ...line, lineKey: Buffer.from(lineKey), contentHash: this.hashes.of(brandId, said) };
  }
}
