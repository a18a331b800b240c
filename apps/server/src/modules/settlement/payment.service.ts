import { Injectable } from '@nestjs/common';
import type { ReplyOf } from '@liuliang/contract/client';
import {
  fail,
  formatPeriod,
  ok,
  paymentEntries,
  periodOf,
  type HeldAtClosing,
  type Result,
  type SettledAsset,
} from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RefusalOf } from '../../platform/http';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { Ledger } from '../ledger';
import { draftThrough } from './drafts';
import { statements, type StatementRow } from './entities';
import { accountsOf, balanceAt } from './entries.queries';
import type { Party } from './party';
import { settlementPosting } from './postings';
import { lastStatement, lockLastStatement, ofParty, statementStates } from './statements.queries';
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
    private readonly brands: BrandsService,
    private readonly ledger: Ledger,
    private readonly audit: AuditLog,
  ) {}

  /** What a payment would leave owed, for whoever is about to record it. */
  async outlook(
    brandId: number,
    party: Party,
    period: number,
  ): Promise<Result<ReplyOf<'settlementPayment'>, RefusalOf<'settlementPayment'>>> {
    return this.db.read(async (reader) => {
      const last = await lastStatement(reader, brandId, party);
      const row = await statements.one(reader, brandId, { period, ...ofParty(party) });
      const refusal = row ? standingRefusal(row, last) : unclosed(last, period);
      if (!row || refusal) return fail(refusal ?? { code: 'STATEMENT_UNKNOWN' });
      const brand = await this.brands.byId(reader, brandId);
      const present = periodOf(this.db.nowMs(), brand.timeZone);
      const draft = await draftThrough(reader, brand, party, present);
      // A debt is given up when a month is closed, not before.
      const before = draft ? draft.carriedInFen + draft.amountFen : row.carriedOutFen;
      return ok({
        party: { kind: party.kind, id: party.code, name: party.name },
        payableFen: row.payableFen,
        owedFen: { before, after: before - row.payableFen },
        points: await pointsMoved(reader, party, row),
      });
    });
  }

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
      if (!row) return fail(unclosed(last, request.period));
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
    const entries = paymentEntries(party, await heldAtClosing(tx, party, row));
    if (entries.length === 0) return ok(null);
    const posting = settlementPosting(row, 'payment', entries, this.db.nowMs());
    const [posted] = await this.ledger.post(tx, [posting]);
    if (posted?.ok) return ok(null);
    if (posted?.error.code === 'POINTS_INSUFFICIENT' || posted?.error.code === 'POINTS_IN_DEBT')
      return fail({ ...posted.error });
    throw new Error('The points of a payment could not be posted');
  }
}

/** What the accounts of a party held when a statement was closed, and what they hold now. */
async function heldAtClosing(
  reader: Reader,
  party: Party,
  row: StatementRow,
): Promise<(HeldAtClosing & { readonly now: number })[]> {
  const { through } = termsFrom(row.rates);
  const held = [];
  for (const account of await accountsOf(reader, row.brandId, party)) {
    const points = await balanceAt(reader, account.id, through[account.id] ?? 0);
    held.push({ ...account, points, now: await balanceAt(reader, account.id, account.version) });
  }
  return held;
}

/** The points of a party by asset: what it has, what the payment takes, what is left. */
async function pointsMoved(reader: Reader, party: Party, row: StatementRow) {
  const sums = new Map<SettledAsset, { before: number; taken: number }>();
  for (const { asset, points, now } of await heldAtClosing(reader, party, row)) {
    const { before, taken } = sums.get(asset) ?? { before: 0, taken: 0 };
    sums.set(asset, { before: before + now, taken: taken + points });
  }
  return [...sums].map(([asset, { before, taken }]) => ({ asset, before, taken, after: before - taken }));
}

const unclosed = (last: StatementRow | null, period: number) => ({
  code: last && last.period >= period ? ('STATEMENT_UNKNOWN' as const) : ('STATEMENT_NOT_CLOSED' as const),
});

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
  const standing = standingRefusal(row, last);
  if (standing) return standing;
  if (row.payableFen !== payableFen) return { code: 'STATEMENT_AMOUNT_DIFFERS', payableFen: row.payableFen };
  return needsSecondPerson(row) && row.closedBy === operatorId ? { code: 'SETTLEMENT_SECOND_PERSON' } : null;
}

/** Why a statement is not to be paid, whoever pays it and whatever they read. */
function standingRefusal(
  row: StatementRow,
  last: StatementRow | null,
): RefusalOf<'settlementPayment'> | null {
  if (row.state === 'paid') return { code: 'STATEMENT_PAID' };
  if (last && last.period > row.period)
    return { code: 'STATEMENT_CARRIED_OVER', into: formatPeriod(last.period) };
  return row.payableFen === 0 ? { code: 'STATEMENT_NOTHING_OWED' } : null;
}

/** INV-32: above the limit that stood at closing nobody pays what they closed themselves. */
export const needsSecondPerson = (row: StatementRow): boolean =>
  row.payableFen > termsFrom(row.rates).secondPersonFen;
