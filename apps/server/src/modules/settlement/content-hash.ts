import { createHash, type Hash } from 'node:crypto';
import type { LineRow, StatementRow } from './entities';

/** SHA-256 over the lines in order and then over the statement itself: everything that closing fixes for ever. */
export class StatementHash {
  private readonly hash: Hash = createHash('sha256').update('statement/v1');

  addLine(line: Omit<LineRow, 'statementId'>): void {
    const said = [
      line.transactionId,
      line.line,
      line.kind,
      line.points,
      line.amountFen,
      line.occurredAtMs,
      line.postedAtMs,
      line.referenceKind,
      line.referenceId,
    ];
    this.hash.update(`\n${JSON.stringify(said)}`);
  }

  end(row: Omit<StatementRow, 'contentHash'>): Buffer {
    const said = [
      row.id,
      row.brandId,
      row.period,
      row.partyKind,
      row.partyId,
      row.redeemedPoints,
      row.rewardPoints,
      row.clawbackPoints,
      row.paidOutPoints,
      row.otherPoints,
      row.amountFen,
      row.carriedInFen,
      row.writtenOffFen,
      row.carriedOutFen,
      row.payableFen,
      row.lineCount,
      row.rates,
      row.closedAtMs,
      row.closedBy,
    ];
    return this.hash.update(`\n${JSON.stringify(said)}`).digest();
  }
}
