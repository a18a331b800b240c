import type { SettlementLine, SettlementStatement, SettlementTotals } from '@liuliang/contract';
import { figuresOf, formatPeriod, StatementTotals } from '@liuliang/domain';
import type { z } from 'zod';
import type { PublicIds } from '../../platform/ids';
import type { StatementRow } from './entities';
import type { Party } from './party';
import { needsSecondPerson } from './payment.service';
import type { Draft, StatementLine } from './drafts';
import { termsFrom } from './terms';

export type StatementView = z.input<typeof SettlementStatement>;
export type TotalsView = z.input<typeof SettlementTotals>;
export type LineView = z.input<typeof SettlementLine>;

const partyView = ({ kind, code, name }: Party) => ({ kind, id: code, name });

export function draftView(party: Party, draft: Draft): StatementView {
  const { rates } = draft.terms;
  return {
    period: formatPeriod(draft.period),
    party: partyView(party),
    state: 'draft',
    ...figuresOf(draft),
    lines: draft.lines,
    rates: { points: rates.points, guidePoints: rates.guide_points },
    contentHash: null,
    closedAtMs: null,
    closedBy: null,
    paidAtMs: null,
    paidBy: null,
    paidReference: null,
    needsSecondPerson: draft.payableFen > draft.terms.secondPersonFen,
    notPayableBecause: 'draft',
  };
}

/**
 * @param isLast whether it is the newest statement of its party, the only one that can be paid
 * @param names of operators by id
 */
export function closedView(
  party: Party,
  row: StatementRow,
  isLast: boolean,
  names: ReadonlyMap<number, string>,
): StatementView {
  const { rates } = termsFrom(row.rates);
  const isPaid = row.state === 'paid';
  return {
    period: formatPeriod(row.period),
    party: partyView(party),
    state: isPaid ? 'paid' : 'closed',
    ...figuresOf(row),
    lines: row.lineCount,
    rates: { points: rates.points, guidePoints: rates.guide_points },
    contentHash: row.contentHash.toString('hex'),
    closedAtMs: row.closedAtMs,
    closedBy: names.get(row.closedBy) ?? null,
    paidAtMs: isPaid ? row.paidAtMs : null,
    paidBy: isPaid ? (names.get(row.paidBy) ?? null) : null,
    paidReference: isPaid ? row.paidReference : null,
    needsSecondPerson: needsSecondPerson(row),
    notPayableBecause: notPayable(row, isLast),
  };
}

function notPayable(row: StatementRow, isLast: boolean): StatementView['notPayableBecause'] {
  if (row.state === 'paid') return 'paid';
  if (!isLast) return 'carried_over';
  return row.payableFen === 0 ? 'nothing_owed' : null;
}

export function lineView(
  line: StatementLine,
  reference: LineView['reference'],
  publicIds: PublicIds,
): LineView {
  return {
    transactionId: publicIds.encode('ptx', line.transactionId),
    line: line.line,
    kind: line.kind,
    points: line.points,
    amountFen: line.amountFen,
    occurredAtMs: line.occurredAtMs,
    postedAtMs: line.postedAtMs,
    reference,
  };
}

/** The sums of no statement. */
export const noTotals = (): TotalsView => ({
  ...new StatementTotals().result,
  statements: 0,
  carriedInFen: 0,
  writtenOffFen: 0,
  carriedOutFen: 0,
  payableFen: 0,
  paidFen: 0,
});

/** Adds a statement to sums, column by column. What was payable stays so once it was paid, and is told beside it. */
export function addStatement(sums: TotalsView, statement: StatementView): void {
  for (const [column, value] of Object.entries(figuresOf(statement)))
    sums[column as keyof ReturnType<typeof figuresOf>] += value;
  sums.statements += 1;
  sums.lines += statement.lines;
  if (statement.state === 'paid') sums.paidFen += statement.payableFen;
}
