import { createHash, type Hash } from 'node:crypto';
import type { LineRow, StatementRow } from './statements.queries';

/** SHA-256 over the lines in order and then over the statement itself: everything that closing fixes for ever. */
export class StatementHash {
  private readonly hash: Hash = createHash('sha256').update('statement/v1');

  addLine(line: Omit<LineRow, 'statement_id'>): void {
    const said = [
      line.transaction_id,
      line.line,
      line.kind,
      line.points,
      line.amount_fen,
      line.occurred_at_ms,
      line.posted_at_ms,
      line.reference_kind,
      line.reference_id,
    ];
    this.hash.update(`\n${JSON.stringify(said)}`);
  }

  end(row: Omit<StatementRow, 'content_hash'>): Buffer {
    const said = [
      row.id,
      row.brand_id,
      row.period,
      row.party_kind,
      row.party_id,
      row.redeemed_points,
      row.reward_points,
      row.clawback_points,
      row.paid_out_points,
      row.other_points,
      row.amount_fen,
      row.carried_in_fen,
      row.written_off_fen,
      row.carried_out_fen,
      row.payable_fen,
      row.line_count,
      row.rates,
      row.closed_at_ms,
      row.closed_by,
    ];
    return this.hash.update(`\n${JSON.stringify(said)}`).digest();
  }
}
