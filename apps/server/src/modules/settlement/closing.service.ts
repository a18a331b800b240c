import { Injectable } from '@nestjs/common';
import {
  fail,
  formatPeriod,
  ok,
  periodEndMs,
  writeOffEntries,
  type PartyRef,
  type Result,
} from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { AuditLog } from '../audit';
import { BrandsService, type Brand } from '../brands';
import { Ledger } from '../ledger';
import { fillStatement } from './closed-rows';
import { statements, type StatementRow } from './entities';
import { accountsOf, partiesWithEntries } from './entries.queries';
import { Parties } from './parties.service';
import type { Party } from './party';
import { settlementPosting } from './postings';
import { nextPeriod, startAfter, type Draft } from './drafts';
import { lockLastStatement } from './statements.queries';

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
          const ids = await partiesWithEntries(reader, brand.id, kind, afterId, PARTIES_AT_ONCE);
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
    return this.db.run('settlement.close', async (tx) => {
      const brand = await this.brands.byId(tx, brandId);
      const last = await lockLastStatement(tx, brandId, party);
      if (last && last.period >= period) return fail({ code: 'STATEMENT_CLOSED' });
      const accounts = await accountsOf(tx, brandId, party);
      const next = await nextPeriod(tx, brand, accounts, last);
      if (next === null || next > period) return fail({ code: 'STATEMENT_UNKNOWN' });
      if (next < period) return fail({ code: 'PERIOD_OUT_OF_ORDER', next: formatPeriod(next) });
      const nowMs = this.db.nowMs();
      const head = {
        id: this.db.nextId(),
        brandId,
        period,
        partyKind: party.kind,
        partyId: party.id,
        madeAtMs: nowMs,
        closedAtMs: nowMs,
        closedBy: operatorId,
      };
      // Takes the place first: of two who close at once the other one waits here, and finds it taken.
      if (!(await statements.insertNew(tx, { ...head, state: 'draft' })))
        return fail({ code: 'STATEMENT_CLOSED' });
      const { row: filled, draft } = await fillStatement(tx, brand, head, accounts, startAfter(last));
      await this.giveUp(tx, party, filled, draft);
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

  /** Takes a debt that the statement gave up out of the ledger too: nobody has to earn it back. */
  private async giveUp(tx: Tx, party: PartyRef, row: StatementRow, draft: Draft): Promise<void> {
    const entries = writeOffEntries(party, draft.writtenOffFen, draft.terms.rates);
    if (entries.length === 0) return;
    const posting = settlementPosting(row, 'write_off', entries, row.closedAtMs);
    const [posted] = await this.ledger.post(tx, [posting]);
    if (!posted?.ok) throw new Error('A debt that was given up could not be posted');
  }
}
