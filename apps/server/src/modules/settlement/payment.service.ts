import { Injectable } from '@nestjs/common';
import { fail, formatPeriod, ok, paymentEntries, type HeldAtClosing, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { RefusalOf } from '../../platform/http';
import { AuditLog } from '../audit';
import { Ledger } from '../ledger';
import { statements, type StatementRow } from './entities';
import { accountsOf, balanceAt } from './entries.queries';
import type { Party } from './party';
import { settlementPosting } from './postings';
import { lockLastStatement, ofParty, statementStates } from './statements.queries';
import { termsFrom } from './terms';

export interface PaymentRequest {
  readonly period: number;
  readonly reference: string;
  /** What the caller read as payable. */
  readonly payableFen: number;
}

/**
 * Records that a statement was paid. SETTLEMENT-5: paying takes the points out of the party's accounts in the same
 * transaction; a guide who drew them as cash meanwhile has nothing left to be paid, and the payment is refused.
 */
@Injectable()
export class Payments {
  constructor(
    private readonly db: Database,
    private readonly ledger: Ledger,
    private readonly audit: AuditLog,
  ) {}

  /** Refusals in the order of the contract. */
  async pay(
    brandId: number,
    operatorId: number,
    party: Party,
    request: PaymentRequest,
  ): Promise<Result<null, RefusalOf<'paySettlement'>>> {
    return this.db.run('settlement.pay', async (tx) => {
      const last = await lockLastStatement(tx, brandId, party);
      const row = await statements.one(tx, brandId, { period: request.period, ...ofParty(party) });
      if (!row)
        return fail({
          code: last && last.period >= request.period ? 'STATEMENT_UNKNOWN' : 'STATEMENT_NOT_CLOSED',
        });
      // The answer was lost, or was still on its way, and the same person says the same again.
      if (isTold(row, operatorId, request)) return ok(null);
      const refusal = refusalOf(row, last, operatorId, request.payableFen);
      if (refusal) return fail(refusal);
      const posted = await this.takePoints(tx, party, row);
      if (!posted.ok) return posted;
      const stamps = { paidAtMs: this.db.nowMs(), paidBy: operatorId, paidReference: request.reference };
      const moved = await statementStates.move(tx, row, 'pay', stamps);
      if (moved.kind !== 'moved') throw new Error('A locked statement changed under the payment');
      await this.audit.record(tx, {
        brandId,
        actor: actorOf({ operatorId }),
        action: 'settlement.paid',
        subject: `${formatPeriod(row.period)}/${party.kind}/${party.code}`.slice(0, 64),
        detail: { payableFen: row.payableFen, reference: request.reference },
      });
      return ok(null);
    });
  }

  /** Nothing is written when it is refused, so that the refusal may be answered as a value. */
  private async takePoints(
    tx: Tx,
    party: Party,
    row: StatementRow,
  ): Promise<Result<null, RefusalOf<'paySettlement'>>> {
    const { through } = termsFrom(row.rates);
    const held: HeldAtClosing[] = [];
    for (const account of await accountsOf(tx, row.brandId, party))
      held.push({ ...account, points: await balanceAt(tx, account.id, through[account.id] ?? 0) });
    const entries = paymentEntries(party, held);
    if (entries.length === 0) return ok(null);
    const posting = settlementPosting(row, 'payment', entries, this.db.nowMs());
    const [posted] = await this.ledger.post(tx, [posting]);
    if (posted?.ok) return ok(null);
    if (posted?.error.code === 'POINTS_INSUFFICIENT' || posted?.error.code === 'POINTS_IN_DEBT')
      return fail({ ...posted.error });
    throw new Error('The points of a payment could not be posted');
  }
}

const isTold = (row: StatementRow, operatorId: number, { reference, payableFen }: PaymentRequest): boolean =>
  row.state === 'paid' &&
  row.paidBy === operatorId &&
  row.paidReference === reference &&
  row.payableFen === payableFen;

function refusalOf(
  row: StatementRow,
  last: StatementRow | null,
  operatorId: number,
  payableFen: number,
): RefusalOf<'paySettlement'> | null {
  if (row.state === 'paid') return { code: 'STATEMENT_PAID' };
  if (last && last.period > row.period)
    return { code: 'STATEMENT_CARRIED_OVER', into: formatPeriod(last.period) };
  if (row.payableFen === 0) return { code: 'STATEMENT_NOTHING_OWED' };
  if (row.payableFen !== payableFen) return { code: 'STATEMENT_AMOUNT_DIFFERS', payableFen: row.payableFen };
  return needsSecondPerson(row) && row.closedBy === operatorId ? { code: 'SETTLEMENT_SECOND_PERSON' } : null;
}

/** INV-32: above the limit that stood at closing nobody pays what they closed themselves. */
export const needsSecondPerson = (row: StatementRow): boolean =>
  row.payableFen > termsFrom(row.rates).secondPersonFen;
