import { Injectable } from '@nestjs/common';
import type { Result } from '@liuliang/domain';
import { ContentHashes } from '../../platform/content-hash';
import { Database } from '../../platform/db/database';
import type { Keyed } from '../../platform/db/keyed-rows';
import { RunAgain } from '../../platform/db/run-again';
import type { Reader, Tx } from '../../platform/db/statements';
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
  type RowFault,
  type RowOutcome,
  type WrittenOutcome,
} from '../imports';
import { CustomersService, identityKey } from '../members';
import { Ledger } from '../ledger';
import { balanceColumns, readBalance, type BalanceInput } from './balance-rows';
import { keyedBalances, openingBalances } from './entities';
import { openingPosting } from './postings';

/** What differs for balances that come by an upload. */
export interface BroughtBy {
  readonly importId: number;
  /** Its public id. */
  readonly name: string;
  /** Nobody gives more at once. */
  readonly maxPoints: number;
}

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
    return this.files.runRows([balanceColumns], source, { bring: (rows) => this.bring(brand, rows) }, onStep);
  }

  /** @returns one outcome per row, in the order given */
  async bring(brand: Brand, rows: readonly RawRow[]): Promise<RowOutcome[]> {
    return this.db.run('opening.bring', (tx) => this.bringIn(tx, brand, rows));
  }

  /** As `bring`, in a transaction of the caller. */
  async bringIn(tx: Tx, brand: Brand, rows: readonly RawRow[], by?: BroughtBy): Promise<RowOutcome[]> {
    const judged = rows.map((row) => readBalance(row, brand));
    return outcomesOf(judged, await this.write(tx, brand, soundOf(judged), by));
  }

  /** What `bringIn` would answer, and beside each row the balance that it would bring. */
  async foretell(
    reader: Reader,
    brand: Brand,
    rows: readonly RawRow[],
    maxPoints: number,
  ): Promise<{ readonly outcomes: RowOutcome[]; readonly balances: readonly (BalanceInput | null)[] }> {
    const judged = rows.map((row) => readBalance(row, brand));
    const hashed = soundOf(judged).map((line) => this.hashed(brand.id, line));
    const ended = await this.judge(reader, brand.id, hashed, maxPoints);
    const outcomes = outcomesOf(
      judged,
      ended.map((one) => one ?? 'accepted'),
    );
    const balances = judged.map((row, i) =>
      row.ok && outcomes[i]?.outcome === 'accepted' ? row.value : null,
    );
    return { outcomes, balances };
  }

  /** How each line ends that is not taken in; null for those that are. */
  private async judge(
    reader: Reader,
    brandId: number,
    hashed: readonly HashedLine[],
    maxPoints = Number.MAX_SAFE_INTEGER,
  ): Promise<(WrittenOutcome | null)[]> {
    const nowMs = reader.nowMs();
    const verdicts = await keyedBalances.judge(reader, brandId, hashed);
    // A line that was taken in while it was good stays a duplicate after it has expired.
    return hashed.map((line, i): WrittenOutcome | null => {
      if (verdicts[i] === 'duplicate') return 'duplicate';
      if (verdicts[i] === 'conflict') return 'BALANCE_LINE_CONFLICT';
      if (line.points > maxPoints) return 'ADJUSTMENT_TOO_LARGE';
      return line.expiresAtMs <= nowMs ? 'EXPIRY_PAST' : null;
    });
  }

  private async write(
    tx: Tx,
    brand: Brand,
    lines: readonly BalanceInput[],
    by?: BroughtBy,
  ): Promise<WrittenOutcome[]> {
    const hashed = lines.map((line) => this.hashed(brand.id, line));
    const ended = await this.judge(tx, brand.id, hashed, by?.maxPoints);
    const fresh = hashed.filter((_, i) => ended[i] === null);
    if (fresh.length > 0) await this.post(tx, brand, fresh, by);
    return woven(
      ended,
      fresh.map((): WrittenOutcome => 'accepted'),
    );
  }

  private async post(tx: Tx, brand: Brand, lines: readonly HashedLine[], by?: BroughtBy): Promise<void> {
    const nowMs = tx.nowMs();
    const identities = lines.map((line) => line.identity);
    const people = await this.customers.identify(tx, brand, identities, nowMs);
    const locked = await this.customers.lock(tx, brand, people.values());
    const rows = lines.map((line) => {
      const { customerId } = locked.person(people.get(identityKey(line.identity)) ?? 0);
      const { lineKey, contentHash, asset, points, expiresAtMs } = line;
      const place = { brandId: brand.id, customerId, importedAtMs: nowMs, importId: by?.importId ?? 0 };
      return { id: this.db.nextId(), lineKey, contentHash, asset, points, expiresAtMs, ...place };
    });
    const verdicts = await keyedBalances.add(tx, brand.id, rows);
    // Another process brought one of them since we looked: look again, so that it leaves no trace of ours.
    if (verdicts.some((verdict) => verdict !== 'new')) throw new RunAgain();
    const posted = await this.ledger.post(
      tx,
      rows.map((row) => openingPosting({ ...row, broughtBy: by?.name })),
    );
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

/** The fault of a line that is past its end, or too large, is in a column of its own. */
const FIELD_OF: Readonly<Record<string, string>> = {
  EXPIRY_PAST: 'expires_on',
  ADJUSTMENT_TOO_LARGE: 'points',
};

function outcomesOf(
  judged: readonly Result<BalanceInput, RowFault>[],
  written: readonly WrittenOutcome[],
): RowOutcome[] {
  return rowOutcomes(judged, written, 'line_id').map((one) => {
    const field = one.outcome === 'rejected' ? FIELD_OF[one.code] : undefined;
    return field ? { ...one, field } : one;
  }) as RowOutcome[];
}
