import { Injectable } from '@nestjs/common';
import { fail, formatPeriod, ok, periodEndMs, type Result, type SettledAsset } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { AuditLog } from '../audit';
import { BrandsService, type Brand } from '../brands';
import { Ledger } from '../ledger';
import { StatementHash } from './content-hash';
import { LedgerEntriesQueries, type PartyAccount } from './entries.queries';
import { Parties } from './parties.service';
import type { Party, PartyRef } from './party';
import { writeOffPosting } from './postings';
import { Statements, type Draft, type StatementLine, type Start } from './statements.service';
import { StatementsQueries, type LineRow, type StatementRow } from './statements.queries';
import type { StatementTerms } from './terms';

export type CloseRefusal =
  | { readonly code: 'PERIOD_NOT_OVER'; readonly endsAtMs: number }
  | { readonly code: 'STATEMENT_UNKNOWN' }
  | { readonly code: 'PERIOD_OUT_OF_ORDER'; readonly next: string }
  | { readonly code: 'STATEMENT_CLOSED' };

export interface Closed {
  readonly closed: number;
  readonly alreadyClosed: number;
  readonly payableFen: number;
}

const LINES_AT_ONCE = 1000;
const PARTIES_AT_ONCE = 200;

/**
 * Closes months. SETTLEMENT-3: an entry of a party belongs to exactly one closed statement, the first one closed after
 * it was posted; its place in its account says which. SETTLEMENT-4: what is closed is never changed; what happens
 * afterwards is a line of a later month.
 */
@Injectable()
export class Closing {
  constructor(
    private readonly db: Database,
    private readonly statements: Statements,
    private readonly queries: StatementsQueries,
    private readonly entries: LedgerEntriesQueries,
    private readonly parties: Parties,
    private readonly brands: BrandsService,
    private readonly ledger: Ledger,
    private readonly audit: AuditLog,
  ) {}

  /** Closes a month of one party, or (party null) of everybody who had anything in it, each in its own transaction. */
  async close(
    brandId: number,
    operatorId: number,
    period: number,
    party: Party | null,
  ): Promise<Result<Closed, CloseRefusal>> {
    const brand = await this.db.read((reader) => this.brands.byId(reader, brandId));
    const endsAtMs = periodEndMs(period, brand.timeZone);
    if (this.db.nowMs() < endsAtMs) return fail({ code: 'PERIOD_NOT_OVER', endsAtMs });
    if (party) {
      const closed = await this.closeOne(brandId, operatorId, period, party);
      return closed.ok ? ok({ closed: 1, alreadyClosed: 0, payableFen: closed.value.payableFen }) : closed;
    }
    const sum = { closed: 0, alreadyClosed: 0, payableFen: 0 };
    for await (const one of this.everybody(brand)) {
      const closed = await this.closeOne(brandId, operatorId, period, one);
      if (closed.ok) {
        sum.closed += 1;
        sum.payableFen += closed.value.payableFen;
      } else if (closed.error.code === 'STATEMENT_CLOSED') sum.alreadyClosed += 1;
      else if (closed.error.code !== 'STATEMENT_UNKNOWN') return closed;
    }
    return ok(sum);
  }

  private async *everybody(brand: Brand): AsyncGenerator<Party> {
    for (const kind of ['store', 'guide'] as const) {
      for (let afterId = 0; ;) {
        const page = await this.db.read(async (reader) => {
          const ids = await this.entries.parties(reader, brand.id, kind, afterId, PARTIES_AT_ONCE);
          return this.parties.named(reader, brand, kind, ids);
        });
        yield* page;
        const last = page.at(-1);
        if (!last) break;
        afterId = last.id;
      }
    }
  }

  private closeOne(
    brandId: number,
    operatorId: number,
    period: number,
    party: Party,
  ): Promise<Result<StatementRow, CloseRefusal>> {
    return this.db.run('settlement.close', async (tx): Promise<Result<StatementRow, CloseRefusal>> => {
      const brand = await this.brands.byId(tx, brandId);
      const last = await this.queries.last(tx, brandId, party, true);
      if (last && last.period >= period) return fail({ code: 'STATEMENT_CLOSED' });
      const accounts = await this.entries.accounts(tx, brandId, party);
      const next = await this.statements.nextPeriod(tx, brand, accounts, last);
      if (next === null || next > period) return fail({ code: 'STATEMENT_UNKNOWN' });
      if (next < period) return fail({ code: 'PERIOD_OUT_OF_ORDER', next: formatPeriod(next) });
      const row = this.emptyRow(brandId, operatorId, period, party);
      if (!(await this.queries.reserve(tx, row))) return fail({ code: 'STATEMENT_CLOSED' });
      const filled = await this.fill(tx, brand, party, row, accounts, this.statements.startAfter(last));
      await this.audit.record(tx, {
        brandId,
        actor: actorOf({ operatorId }),
        action: 'settlement.closed',
        subject: `${formatPeriod(period)}/${party.kind}/${party.code}`.slice(0, 64),
        detail: {
          payableFen: filled.payableFen,
          lines: filled.lineCount,
          hash: filled.contentHash.toString('hex'),
        },
      });
      return ok(filled);
    });
  }

  private async fill(
    tx: Tx,
    brand: Brand,
    party: PartyRef,
    row: StatementRow,
    accounts: readonly PartyAccount[],
    start: Start,
  ): Promise<StatementRow> {
    const lines = new LineWriter(tx, this.queries, row.id);
    const draft = await this.statements.compute(tx, brand, accounts, start, row.period, (line) =>
      lines.add(line),
    );
    await lines.flush();
    const filled = closedRow(row, draft);
    const closed = { ...filled, contentHash: lines.hash.end(filled) };
    await this.queries.fill(tx, closed);
    await this.giveUp(tx, party, closed, draft);
    return closed;
  }

  /** Takes a debt that the statement gave up out of the ledger too: nobody has to earn it back. */
  private async giveUp(tx: Tx, party: PartyRef, row: StatementRow, draft: Draft): Promise<void> {
    const asset: SettledAsset = party.kind === 'store' ? 'points' : 'guide_points';
    const context = { brandId: row.brandId, party, statementId: row.id, atMs: row.closedAtMs };
    const posting = writeOffPosting(context, asset, draft.writtenOffFen, draft.terms.rates[asset]);
    if (!posting) return;
    const [posted] = await this.ledger.post(tx, [posting]);
    if (!posted?.ok) throw new Error('A debt that was given up could not be posted');
  }

  private emptyRow(brandId: number, operatorId: number, period: number, party: PartyRef): StatementRow {
    const nowMs = this.db.nowMs();
    return {
      id: this.db.nextId(),
      brandId: brandId,
      period,
      partyKind: party.kind,
      partyId: party.id,
      state: 'draft',
      redeemedPoints: 0,
      rewardPoints: 0,
      clawbackPoints: 0,
      paidOutPoints: 0,
      otherPoints: 0,
      amountFen: 0,
      carriedInFen: 0,
      writtenOffFen: 0,
      carriedOutFen: 0,
      payableFen: 0,
      lineCount: 0,
      rates: '{}',
      contentHash: Buffer.alloc(32),
      madeAtMs: nowMs,
      closedAtMs: nowMs,
      closedBy: operatorId,
      paidAtMs: 0,
      paidBy: 0,
      paidReference: '',
    };
  }
}

function closedRow(row: StatementRow, draft: Draft): StatementRow {
  const { rates, carryCapFen, secondPersonFen } = draft.terms;
  const { running, through } = draft;
  const terms: StatementTerms = { rates, carryCapFen, secondPersonFen, running, through };
  return {
    ...row,
    state: 'closed',
    redeemedPoints: draft.redeemedPoints,
    rewardPoints: draft.rewardPoints,
    clawbackPoints: draft.clawbackPoints,
    paidOutPoints: draft.paidOutPoints,
    otherPoints: draft.otherPoints,
    amountFen: draft.amountFen,
    carriedInFen: draft.carriedInFen,
    writtenOffFen: draft.writtenOffFen,
    carriedOutFen: draft.carriedOutFen,
    payableFen: draft.payableFen,
    lineCount: draft.lines,
    rates: JSON.stringify(terms),
  };
}

/** Writes lines by the thousand and hashes them on the way, so that a long statement takes no more memory. */
class LineWriter {
  readonly hash = new StatementHash();
  private waiting: LineRow[] = [];

  constructor(
    private readonly tx: Tx,
    private readonly queries: StatementsQueries,
    private readonly statementId: number,
  ) {}

  async add(line: StatementLine): Promise<void> {
    const row: LineRow = {
      transactionId: line.transactionId,
      line: line.line,
      statementId: this.statementId,
      kind: line.kind,
      points: line.points,
      amountFen: line.amountFen,
      occurredAtMs: line.occurredAtMs,
      postedAtMs: line.postedAtMs,
      referenceKind: line.referenceKind,
      referenceId: line.referenceId,
    };
    this.hash.addLine(row);
    this.waiting.push(row);
    if (this.waiting.length >= LINES_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    await this.queries.addLines(this.tx, this.waiting);
    this.waiting = [];
  }
}
