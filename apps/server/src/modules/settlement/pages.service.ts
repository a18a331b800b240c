import { Injectable } from '@nestjs/common';
import {
  causeOf,
  fail,
  formatPeriod,
  ok,
  parsePeriod,
  periodAfter,
  periodEndMs,
  periodOf,
  type PartyKind,
  type Period,
  type Result,
} from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { pageOf, type Page, type PageAsk, type Place } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService, type Brand } from '../brands';
import { OperatorsService } from '../identity';
import { causesOf, sourceOf } from '../ledger';
import { statements, type StatementRow } from './entities';
import { accountsOf, FIRST, labelsOf, partiesWithEntries, type LinePlace } from './entries.queries';
import { Parties } from './parties.service';
import type { Party } from './party';
import { lastStatement, linesAfter, linesBelow, ofParty, periodCounts } from './statements.queries';
import { draftLines, draftLinesBelow, draftOf, nextPeriod, type Draft, type StatementLine } from './drafts';
import {
  addStatement,
  closedView,
  draftView,
  lineView,
  noTotals,
  type LineView,
  type StatementView,
  type TotalsView,
} from './views';

type Unknown = { readonly code: 'STATEMENT_UNKNOWN' };
export interface StatementAddress {
  readonly period: string;
  readonly partyKind: PartyKind;
  readonly partyId: string;
}
/** A statement as it is: closed, or what it would be. */
export interface Found {
  readonly brand: Brand;
  readonly party: Party;
  readonly period: Period;
  readonly row: StatementRow | null;
  readonly draft: Draft | null;
  readonly isLast: boolean;
}

/** Statements go by kind of party, then by party. */
export const PARTY_ORDER = ['kindIndex', 'partyId'] as const;
export type PartyPlace = Place<(typeof PARTY_ORDER)[number]>;
export const LINE_ORDER = ['transactionId', 'line'] as const;

const LINES_AT_ONCE = 2000;
const PARTIES_AT_ONCE = 50;
/** Months listed at most; older ones are found by their name. */
const MONTHS = 24;

/** What people read: statements, their lines, and how far each month is. */
@Injectable()
export class SettlementPages {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly parties: Parties,
    private readonly operators: OperatorsService,
    private readonly publicIds: PublicIds,
  ) {}

  async party(brandId: number, kind: PartyKind, code: string): Promise<Party | null> {
    return this.db.read(async (reader) =>
      this.parties.find(reader, await this.brands.byId(reader, brandId), kind, code),
    );
  }

  async find(brandId: number, address: StatementAddress): Promise<Result<Found, Unknown>> {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      const period = parsePeriod(address.period);
      const party = await this.parties.find(reader, brand, address.partyKind, address.partyId);
      const found = party && period !== null ? await this.findOf(reader, brand, party, period) : null;
      return found ? ok(found) : fail({ code: 'STATEMENT_UNKNOWN' });
    });
  }

  /** Whether a month is the one of today, which has no statement before something is in it. */
  async isUnderWay(brandId: number, period: string): Promise<boolean> {
    const { timeZone } = await this.db.read((reader) => this.brands.byId(reader, brandId));
    return parsePeriod(period) === periodOf(this.db.nowMs(), timeZone);
  }

  async statement(brandId: number, address: StatementAddress): Promise<Result<StatementView, Unknown>> {
    const found = await this.find(brandId, address);
    return found.ok ? ok(await this.view(found.value)) : found;
  }

  async view(found: Found): Promise<StatementView> {
    return this.viewWith(found, await this.operatorNames(found.row ? [found.row] : []));
  }

  private viewWith(found: Found, names: ReadonlyMap<number, string>): StatementView {
    const { party, row, draft, isLast } = found;
    if (row) return closedView(party, row, isLast, names);
    if (!draft) throw new Error('A statement is closed or a draft');
    return draftView(party, draft);
  }

  /** Parties in the order of kind and id; those that had nothing in the month are left out, so pages may be short. */
  async list(
    brandId: number,
    query: { readonly period: string; readonly partyKind?: PartyKind },
    { after, limit }: PageAsk<PartyPlace>,
  ): Promise<Page<StatementView, PartyPlace>> {
    const period = parsePeriod(query.period);
    const kinds: PartyKind[] = query.partyKind ? [query.partyKind] : ['store', 'guide'];
    const { kindIndex, partyId } = after ?? { kindIndex: 0, partyId: 0 };
    const kind = kinds[kindIndex];
    if (period === null || !kind) return { items: [], next: null };
    const { ids, found } = await this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      const page = await partiesWithEntries(reader, brandId, kind, partyId, limit);
      const statements: Found[] = [];
      for (const party of await this.parties.named(reader, brand, kind, page)) {
        const one = await this.findOf(reader, brand, party, period);
        if (one) statements.push(one);
      }
      return { ids: page, found: statements };
    });
    const names = await this.operatorNames(found.flatMap(({ row }) => row ?? []));
    const items = found.map((one) => this.viewWith(one, names));
    const last = ids.at(-1);
    if (ids.length === limit && last !== undefined) return { items, next: { kindIndex, partyId: last } };
    return { items, next: kindIndex + 1 < kinds.length ? { kindIndex: kindIndex + 1, partyId: 0 } : null };
  }

  /** What all statements of a month come to: read a page of parties at a time, so that nobody waits behind it. */
  async totals(
    brandId: number,
    query: { readonly period: string; readonly partyKind?: PartyKind },
  ): Promise<TotalsView> {
    const sums = noTotals();
    let after: PartyPlace | null = null;
    do {
      const page: Page<StatementView, PartyPlace> = await this.list(brandId, query, {
        after,
        limit: PARTIES_AT_ONCE,
        isOldestFirst: false,
      });
      for (const statement of page.items) addStatement(sums, statement);
      after = page.next;
    } while (after !== null);
    return sums;
  }

  async lines(found: Found, { after, limit }: PageAsk<LinePlace>): Promise<Page<LineView, LinePlace>> {
    return this.db.read(async (reader) => {
      const rows = await this.linesAfter(reader, found, after ?? FIRST, limit + 1);
      const { items, next } = pageOf(rows, limit, placeOfLine);
      return { items: await this.labelled(reader, found.brand.id, items), next };
    });
  }

  /** As `lines`, for whoever looks for what came last. */
  async linesNewestFirst(
    found: Found,
    { after, limit }: PageAsk<LinePlace>,
  ): Promise<Page<LineView, LinePlace>> {
    return this.db.read(async (reader) => {
      const rows = await this.linesBelow(reader, found, after, limit + 1);
      const { items, next } = pageOf(rows, limit, placeOfLine);
      return { items: await this.labelled(reader, found.brand.id, items), next };
    });
  }

  /** Every line of a statement, a piece at a time. */
  async *allLines(found: Found): AsyncGenerator<LineView[]> {
    let after: LinePlace = FIRST;
    for (;;) {
      const from = after;
      const rows = await this.db.read((reader) => this.linesAfter(reader, found, from, LINES_AT_ONCE));
      yield await this.db.read((reader) => this.labelled(reader, found.brand.id, rows));
      const last = rows.at(-1);
      if (!last || rows.length < LINES_AT_ONCE) return;
      after = last;
    }
  }

  /** A party's own statements, newest first, the month under way at the top. */
  async ofParty(brandId: number, party: Party, limit: number): Promise<StatementView[]> {
    const { brand, rows, drafts } = await this.db.read(async (reader) => {
      const its = await this.brands.byId(reader, brandId);
      const closed = await statements.select(reader, brandId, ofParty(party), {
        order: 'period DESC',
        limit,
      });
      return { brand: its, rows: closed, drafts: await this.openDrafts(reader, its, party) };
    });
    const names = await this.operatorNames(rows);
    const closed = rows.map((row, i) => closedView(party, row, i === 0, names));
    return [...drafts.map((draft) => draftView(party, draft)), ...closed].slice(0, limit).map((view) => {
      // Who of the brand's people closed or paid it is none of the guide's business.
      return brand && party.kind === 'guide' ? { ...view, closedBy: null, paidBy: null } : view;
    });
  }

  async periods(brandId: number) {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      const counts = await periodCounts(reader, brandId);
      const drafts = await this.draftsByPeriod(reader, brand);
      const nowMs = this.db.nowMs();
      const months = new Set([
        ...counts.map(({ period }) => period),
        ...drafts.keys(),
        periodOf(nowMs, brand.timeZone),
      ]);
      const items = [...months]
        .sort((a, b) => b - a)
        .slice(0, MONTHS)
        .map((period) => {
          const own = counts.filter((count) => count.period === period);
          const sum = (state: 'closed' | 'paid', of: 'statements' | 'payableFen'): number =>
            own.filter((count) => count.state === state).reduce((total, count) => total + count[of], 0);
          const endsAtMs = periodEndMs(period, brand.timeZone);
          const open = drafts.get(period) ?? 0;
          const overState = open > 0 ? ('closable' as const) : ('closed' as const);
          return {
            period: formatPeriod(period),
            state: nowMs < endsAtMs ? ('open' as const) : overState,
            endsAtMs,
            drafts: open,
            closed: sum('closed', 'statements'),
            paid: sum('paid', 'statements'),
            payableFen: sum('closed', 'payableFen'),
            paidFen: sum('paid', 'payableFen'),
          };
        });
      return { items };
    });
  }

  /** Drafts of a party from its next month up to the present one, newest first. */
  private async openDrafts(reader: Reader, brand: Brand, party: Party): Promise<Draft[]> {
    const accounts = await accountsOf(reader, brand.id, party);
    const last = await lastStatement(reader, brand.id, party);
    const next = await nextPeriod(reader, brand, accounts, last);
    if (next === null) return [];
    const drafts: Draft[] = [];
    const present = periodOf(this.db.nowMs(), brand.timeZone);
    for (let period = present; period >= next; period = periodAfter(period, -1)) {
      const draft = await draftOf(reader, brand, party, period);
      if (draft) drafts.push(draft);
    }
    return drafts;
  }

  /** How many parties wait to be closed, by the month that comes next for each. */
  private async draftsByPeriod(reader: Reader, brand: Brand): Promise<Map<Period, number>> {
    const drafts = new Map<Period, number>();
    for (const kind of ['store', 'guide'] as const) {
      for (const id of await partiesWithEntries(reader, brand.id, kind, 0, 100_000)) {
        const accounts = await accountsOf(reader, brand.id, { kind, id });
        const last = await lastStatement(reader, brand.id, { kind, id });
        const next = await nextPeriod(reader, brand, accounts, last);
        if (next !== null) drafts.set(next, (drafts.get(next) ?? 0) + 1);
      }
    }
    return drafts;
  }

  private async findOf(reader: Reader, brand: Brand, party: Party, period: Period): Promise<Found | null> {
    const row = await statements.one(reader, brand.id, { period, ...ofParty(party) });
    if (row) {
      const last = await lastStatement(reader, brand.id, party);
      return { brand, party, period, row, draft: null, isLast: last?.id === row.id };
    }
    const draft = await draftOf(reader, brand, party, period);
    return draft && { brand, party, period, row: null, draft, isLast: true };
  }

  private async linesAfter(
    reader: Reader,
    { row, draft }: Found,
    after: LinePlace,
    limit: number,
  ): Promise<StatementLine[]> {
    if (row) return linesAfter(reader, row.id, after, limit);
    return draft ? draftLines(reader, draft, after, limit) : [];
  }

  private async linesBelow(
    reader: Reader,
    { row, draft }: Found,
    below: LinePlace | null,
    limit: number,
  ): Promise<StatementLine[]> {
    if (row) return linesBelow(reader, row.id, below, limit);
    return draft ? draftLinesBelow(reader, draft, below, limit) : [];
  }

  private async labelled(
    reader: Reader,
    brandId: number,
    lines: readonly StatementLine[],
  ): Promise<LineView[]> {
    const labels = new Map<string, string>();
    for (const kind of ['order', 'refund'] as const) {
      const ids = lines.filter((line) => line.referenceKind === kind).map((line) => line.referenceId);
      for (const [id, label] of await labelsOf(reader, kind, ids)) labels.set(`${kind}:${id}`, label);
    }
    const ids = lines.map((line) => line.transactionId);
    const causes = await causesOf(reader, brandId, ids);
    return lines.map((line) => {
      const label = labels.get(`${line.referenceKind}:${line.referenceId}`) ?? null;
      const cause = causes.get(line.transactionId) ?? noCause(line);
      return lineView(line, sourceOf(cause, label, this.publicIds), this.publicIds);
    });
  }

  private async operatorNames(rows: readonly StatementRow[]): Promise<Map<number, string>> {
    const names = new Map<number, string>();
    for (const id of new Set(rows.flatMap((row) => [row.closedBy, row.paidBy]))) {
      const operator = id === 0 ? null : await this.operators.byId(id);
      if (operator) names.set(id, operator.displayName);
    }
    return names;
  }
}

const placeOfLine = ({ transactionId, line }: StatementLine): LinePlace => ({ transactionId, line });

/** Of a line whose transaction is gone, which the audit names. */
const noCause = ({ referenceKind, referenceId }: StatementLine) =>
  causeOf({ postingKey: '', referenceKind, referenceId, hold: null });
