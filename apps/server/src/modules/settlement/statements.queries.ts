import { Injectable } from '@nestjs/common';
import type { PartyKind, SettlementLineKind } from '@liuliang/domain';
import { insertRows, queryIn, type Reader, type Tx, type Value } from '../../platform/db/statements';
import type { PartyRef } from './party';

export interface StatementRow {
  id: number;
  brand_id: number;
  period: number;
  party_kind: PartyKind;
  party_id: number;
  state: 'draft' | 'closed' | 'paid';
  redeemed_points: number;
  reward_points: number;
  clawback_points: number;
  paid_out_points: number;
  other_points: number;
  amount_fen: number;
  carried_in_fen: number;
  written_off_fen: number;
  carried_out_fen: number;
  payable_fen: number;
  line_count: number;
  rates: string;
  content_hash: Buffer;
  made_at_ms: number;
  closed_at_ms: number;
  closed_by: number;
  paid_at_ms: number;
  paid_by: number;
  paid_reference: string;
}

export interface LineRow {
  transaction_id: number;
  line: number;
  statement_id: number;
  kind: SettlementLineKind;
  points: number;
  amount_fen: number;
  occurred_at_ms: number;
  posted_at_ms: number;
  reference_kind: string;
  reference_id: number;
}

const STATEMENT = [
  'id',
  'brand_id',
  'period',
  'party_kind',
  'party_id',
  'state',
  'redeemed_points',
  'reward_points',
  'clawback_points',
  'paid_out_points',
  'other_points',
  'amount_fen',
  'carried_in_fen',
  'written_off_fen',
  'carried_out_fen',
  'payable_fen',
  'line_count',
  'rates',
  'content_hash',
  'made_at_ms',
  'closed_at_ms',
  'closed_by',
  'paid_at_ms',
  'paid_by',
  'paid_reference',
] as const;
const LINE = [
  'transaction_id',
  'line',
  'statement_id',
  'kind',
  'points',
  'amount_fen',
  'occurred_at_ms',
  'posted_at_ms',
  'reference_kind',
  'reference_id',
] as const;
/** Columns that closing fills in. */
const FILLED = STATEMENT.filter(
  (column) => !['id', 'brand_id', 'period', 'party_kind', 'party_id', 'made_at_ms'].includes(column),
);

export interface PeriodCount {
  period: number;
  party_kind: PartyKind;
  state: 'closed' | 'paid';
  statements: number;
  payable_fen: number;
}

/** Closed statements and their lines. A line is only ever inserted; a statement changes once more, when it is paid. */
@Injectable()
export class StatementsQueries {
  async find(reader: Reader, brandId: number, period: number, party: PartyRef): Promise<StatementRow | null> {
    const [row] = await reader.query<StatementRow>(
      `SELECT ${STATEMENT.join(', ')} FROM settlement_statement` +
        ' WHERE brand_id = ? AND period = ? AND party_kind = ? AND party_id = ?',
      [brandId, period, party.kind, party.id],
    );
    return row ?? null;
  }

  /** The newest statement of a party. @param isLocked for whoever is about to close or pay */
  async last(
    reader: Reader,
    brandId: number,
    party: PartyRef,
    isLocked = false,
  ): Promise<StatementRow | null> {
    const [row] = await reader.query<StatementRow>(
      `SELECT ${STATEMENT.join(', ')} FROM settlement_statement` +
        ' WHERE brand_id = ? AND party_kind = ? AND party_id = ? ORDER BY period DESC LIMIT 1' +
        (isLocked ? reader.dialect.forUpdate : ''),
      [brandId, party.kind, party.id],
    );
    return row ?? null;
  }

  /** The statement that came before one of the same party. */
  async before(reader: Reader, row: StatementRow): Promise<StatementRow | null> {
    const [found] = await reader.query<StatementRow>(
      `SELECT ${STATEMENT.join(', ')} FROM settlement_statement` +
        ' WHERE brand_id = ? AND party_kind = ? AND party_id = ? AND period < ? ORDER BY period DESC LIMIT 1',
      [row.brand_id, row.party_kind, row.party_id, row.period],
    );
    return found ?? null;
  }

  async ofParty(reader: Reader, brandId: number, party: PartyRef, limit: number): Promise<StatementRow[]> {
    return reader.query<StatementRow>(
      `SELECT ${STATEMENT.join(', ')} FROM settlement_statement` +
        ' WHERE brand_id = ? AND party_kind = ? AND party_id = ? ORDER BY period DESC LIMIT ?',
      [brandId, party.kind, party.id, limit],
    );
  }

  async byIds(reader: Reader, ids: readonly number[]): Promise<StatementRow[]> {
    return queryIn<StatementRow>(
      reader,
      ids,
      (list) => `SELECT ${STATEMENT.join(', ')} FROM settlement_statement WHERE id IN (${list})`,
    );
  }

  /** Statements behind one by id, for the audit. */
  async page(
    reader: Reader,
    brandId: number | null,
    afterId: number,
    limit: number,
  ): Promise<StatementRow[]> {
    const inBrand = brandId === null ? '' : ` AND brand_id = ${brandId}`;
    return reader.query<StatementRow>(
      `SELECT ${STATEMENT.join(', ')} FROM settlement_statement WHERE id > ?${inBrand} ORDER BY id LIMIT ?`,
      [afterId, limit],
    );
  }

  async periods(reader: Reader, brandId: number): Promise<PeriodCount[]> {
    return reader.query<PeriodCount>(
      'SELECT period, party_kind, state, COUNT(*) AS statements,' +
        ' CAST(SUM(payable_fen) AS SIGNED) AS payable_fen FROM settlement_statement' +
        ' WHERE brand_id = ? GROUP BY period, party_kind, state ORDER BY period DESC',
      [brandId],
    );
  }

  /** Takes the place of a statement. @returns false when somebody has it */
  async reserve(tx: Tx, row: StatementRow): Promise<boolean> {
    const values = STATEMENT.map((column) => row[column]);
    return (await insertRows(tx, 'settlement_statement', STATEMENT, [values], { ignore: true })) === 1;
  }

  /** Fills in a statement that this transaction has reserved; whoever has closed one before finds none to fill. */
  async fill(tx: Tx, row: StatementRow): Promise<void> {
    const changed = await tx.exec(
      `UPDATE settlement_statement SET ${FILLED.map((column) => `${column} = ?`).join(', ')}` +
        " WHERE id = ? AND state = 'draft'",
      [...FILLED.map((column): Value => row[column]), row.id],
    );
    if (changed !== 1) throw new Error('A statement was to be filled in twice');
  }

  async addLines(tx: Tx, lines: readonly LineRow[]): Promise<void> {
    const rows = lines.map((line) => LINE.map((column): Value => line[column]));
    await insertRows(tx, 'settlement_line', LINE, rows);
  }

  async lines(
    reader: Reader,
    statementId: number,
    after: { transactionId: number; line: number },
    limit: number,
  ): Promise<LineRow[]> {
    return reader.query<LineRow>(
      `SELECT ${LINE.join(', ')} FROM settlement_line WHERE statement_id = ?` +
        ' AND (transaction_id > ? OR (transaction_id = ? AND line > ?)) ORDER BY transaction_id, line LIMIT ?',
      [statementId, after.transactionId, after.transactionId, after.line, limit],
    );
  }

  /** @returns false unless it was closed and not paid yet */
  async pay(
    tx: Tx,
    statementId: number,
    paid: { readonly atMs: number; readonly by: number; readonly reference: string },
  ): Promise<boolean> {
    const changed = await tx.exec(
      "UPDATE settlement_statement SET state = 'paid', paid_at_ms = ?, paid_by = ?, paid_reference = ?" +
        " WHERE id = ? AND state = 'closed'",
      [paid.atMs, paid.by, paid.reference, statementId],
    );
    return changed === 1;
  }
}
