import { statementLifecycle, type PartyRef } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import type { Reader, Tx } from '../../platform/db/statements';
import { settlementLines, statements, type LineRow, type StatementRow } from './entities';
import type { LinePlace } from './entries.queries';

// Closed statements and their lines. A line is only ever inserted; a statement changes once more, when it is paid.

export type PeriodCount = Pick<StatementRow, 'period' | 'partyKind' | 'payableFen'> & {
  readonly state: 'closed' | 'paid';
  readonly statements: number;
};

export const statementStates = new States(statements, statementLifecycle);

export const ofParty = ({ kind, id }: PartyRef) => ({ partyKind: kind, partyId: id });

const NEWEST = { order: 'period DESC', limit: 1 } as const;

/** The newest statement of a party. */
export const lastStatement = (
  reader: Reader,
  brandId: number,
  party: PartyRef,
): Promise<StatementRow | null> => statements.one(reader, brandId, ofParty(party), NEWEST);

/** As `lastStatement`, locked for whoever is about to close or pay. */
export const lockLastStatement = (tx: Tx, brandId: number, party: PartyRef): Promise<StatementRow | null> =>
  statements.one(tx, brandId, ofParty(party), { ...NEWEST, lock: 'update' });

/** The statement that came before one of the same party. */
export async function statementBefore(reader: Reader, row: StatementRow): Promise<StatementRow | null> {
  const { brandId, partyKind, partyId, period } = row;
  const and = ['period < ?', period] as const;
  return statements.one(reader, brandId, { partyKind, partyId }, { ...NEWEST, and });
}

export async function periodCounts(reader: Reader, brandId: number): Promise<PeriodCount[]> {
  return reader.query<PeriodCount>(
    `SELECT period, party_kind AS partyKind, state, COUNT(*) AS statements,
      CAST(SUM(payable_fen) AS SIGNED) AS payableFen FROM settlement_statement
      WHERE brand_id = ? GROUP BY period, party_kind, state ORDER BY period DESC`,
    [brandId],
  );
}

/** In posted order, behind a line. */
export async function linesAfter(
  reader: Reader,
  statementId: number,
  { transactionId, line }: LinePlace,
  limit: number,
): Promise<LineRow[]> {
  const behind = 'transaction_id > ? OR (transaction_id = ? AND line > ?)';
  const and = [behind, transactionId, transactionId, line] as const;
  return settlementLines.select(reader, { statementId }, { and, order: 'transaction_id, line', limit });
}

/** The newest first, below a line; null: from the last one on. */
export async function linesBelow(
  reader: Reader,
  statementId: number,
  below: LinePlace | null,
  limit: number,
): Promise<LineRow[]> {
  const page = { order: 'transaction_id DESC, line DESC', limit };
  if (below === null) return settlementLines.select(reader, { statementId }, page);
  const { transactionId, line } = below;
  const and = [
    'transaction_id < ? OR (transaction_id = ? AND line < ?)',
    transactionId,
    transactionId,
    line,
  ] as const;
  return settlementLines.select(reader, { statementId }, { ...page, and });
}
