import {
  balanceOf,
  LineValuer,
  NO_POINTS_YET,
  PAYMENT_KEY,
  periodAfter,
  periodEndMs,
  periodOf,
  StatementTotals,
  type PartyEntry,
  type PartyRef,
  type RunningPoints,
  type StatementBalance,
  type StatementSums,
  type ValuedLine,
} from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import type { Brand } from '../brands';
import { payouts, statements, type LineRow, type StatementRow } from './entities';
import {
  accountsOf,
  balanceAt,
  entriesOf,
  FIRST,
  firstSince,
  postedAtMsOf,
  type AccountSpan,
  type LedgerLineRow,
  type LinePlace,
  type PartyAccount,
} from './entries.queries';
import { PAYOUT_KEY } from './postings';
import { lastStatement } from './statements.queries';
import { termsFrom, termsOf, type ClosingTerms } from './terms';

// Statements are computed from entries of the ledger alone; nothing is counted beside it.

/** A line with what is shown beside it. */
export type StatementLine = Omit<LineRow, 'statementId'>;

/** Where a party stands before a statement. */
export interface Start {
  readonly carriedInFen: number;
  readonly running: RunningPoints;
  /** Settled version by account id. */
  readonly through: Readonly<Record<string, number>>;
}

/** A statement as the entries up to now make it. */
export interface Draft extends StatementSums, StatementBalance {
  readonly period: number;
  readonly carriedInFen: number;
  readonly start: Start;
  readonly spans: readonly AccountSpan[];
  readonly accounts: readonly PartyAccount[];
  readonly terms: ClosingTerms;
  readonly running: RunningPoints;
  readonly through: Readonly<Record<string, number>>;
}

const ENTRIES_AT_ONCE = 2000;

export function startAfter(last: StatementRow | null): Start {
  if (!last) return { carriedInFen: 0, running: NO_POINTS_YET, through: {} };
  const { running, through } = termsFrom(last.rates);
  return { carriedInFen: last.carriedOutFen, running, through };
}

/**
 * The month that comes next for a party: where its first unsettled entry was posted, but never a month that is closed.
 * Null when nothing is unsettled.
 */
export async function nextPeriod(
  reader: Reader,
  brand: Brand,
  accounts: readonly PartyAccount[],
  last: StatementRow | null,
): Promise<number | null> {
  const { through } = startAfter(last);
  let firstMs: number | null = null;
  for (const account of accounts) {
    const settled = through[account.id] ?? 0;
    if (account.version === settled) continue;
    const postedAtMs = await postedAtMsOf(reader, account.id, settled + 1);
    if (postedAtMs !== null && (firstMs === null || postedAtMs < firstMs)) firstMs = postedAtMs;
  }
  if (firstMs === null) return null;
  const period = periodOf(firstMs, brand.timeZone);
  return last && period <= last.period ? periodAfter(last.period, 1) : period;
}

/**
 * The draft of a month; null when the party had nothing in it, or it is closed. Months before it that are not closed
 * either are computed first, because their balance is carried over.
 */
export async function draftOf(
  reader: Reader,
  brand: Brand,
  party: PartyRef,
  period: number,
): Promise<Draft | null> {
  const draft = await draftThrough(reader, brand, party, period);
  return draft && draft.lines > 0 ? draft : null;
}

/** As `draftOf`, also of a month that has nothing of its own behind one that has; null when nothing is unsettled. */
export async function draftThrough(
  reader: Reader,
  brand: Brand,
  party: PartyRef,
  period: number,
): Promise<Draft | null> {
  const accounts = await accountsOf(reader, brand.id, party);
  const last = await lastStatement(reader, brand.id, party);
  const next = await nextPeriod(reader, brand, accounts, last);
  if (next === null || period < next) return null;
  let start = startAfter(last);
  for (let month = next; ; month = periodAfter(month, 1)) {
    const draft = await computeDraft(reader, brand, accounts, start, month);
    if (month === period) return draft;
    start = { carriedInFen: draft.carriedOutFen, running: draft.running, through: draft.through };
  }
}

/** A month in which nothing has happened yet. */
export async function emptyDraft(
  reader: Reader,
  brand: Brand,
  party: PartyRef,
  period: number,
): Promise<Draft> {
  const start = startAfter(await lastStatement(reader, brand.id, party));
  const { carriedInFen, running, through } = start;
  const terms = termsOf(brand);
  const { carryCapFen } = terms;
  const balance = balanceOf({ carriedInFen, amountFen: 0, carryCapFen, pointsLeft: running.guide_points });
  const sums = new StatementTotals().result;
  return {
    ...sums,
    ...balance,
    period,
    carriedInFen,
    start,
    spans: [],
    accounts: [],
    terms,
    running,
    through,
  };
}

/** @param onLine is told every line, in posted order */
export async function computeDraft(
  reader: Reader,
  brand: Brand,
  accounts: readonly PartyAccount[],
  start: Start,
  period: number,
  onLine: (line: StatementLine) => Promise<void> | void = () => undefined,
): Promise<Draft> {
  const terms = termsOf(brand);
  const spans = await spansOf(reader, accounts, start, periodEndMs(period, brand.timeZone));
  const valuer = new LineValuer(start.running, terms.rates);
  const totals = new StatementTotals();
  await walk(reader, accounts, spans, valuer, async (line) => {
    totals.add(line);
    await onLine(line);
  });
  const sums = totals.result;
  const balance = balanceOf({
    carriedInFen: start.carriedInFen,
    amountFen: sums.amountFen,
    carryCapFen: terms.carryCapFen,
    pointsLeft: await pointsLeft(reader, spans),
  });
  const through = Object.fromEntries(spans.map((span) => [span.accountId, span.until]));
  const { carriedInFen } = start;
  return {
    ...sums,
    ...balance,
    period,
    carriedInFen,
    start,
    spans,
    accounts,
    terms,
    running: valuer.running,
    through,
  };
}

/** Lines of a draft behind one, with the money that they would get at closing. */
export async function draftLines(
  reader: Reader,
  draft: Draft,
  after: LinePlace,
  limit: number,
): Promise<StatementLine[]> {
  const valuer = new LineValuer(draft.start.running, draft.terms.rates);
  const found: StatementLine[] = [];
  await walk(reader, draft.accounts, draft.spans, valuer, (line) => {
    if (isBefore(after, line) && found.length < limit) found.push(line);
    return found.length >= limit;
  });
  return found;
}

/**
 * As `draftLines`, the newest first and below a line. What a line is worth depends on those before it, so the month is
 * walked from its start; no more lines than were asked for are kept.
 */
export async function draftLinesBelow(
  reader: Reader,
  draft: Draft,
  below: LinePlace | null,
  limit: number,
): Promise<StatementLine[]> {
  const valuer = new LineValuer(draft.start.running, draft.terms.rates);
  let found: StatementLine[] = [];
  await walk(reader, draft.accounts, draft.spans, valuer, (line) => {
    if (below !== null && !isBefore(line, below)) return true;
    found.push(line);
    if (found.length > limit + ENTRIES_AT_ONCE) found = found.slice(-limit);
    return false;
  });
  return found.slice(-limit).reverse();
}

const isBefore = (a: LinePlace, b: LinePlace): boolean =>
  a.transactionId < b.transactionId || (a.transactionId === b.transactionId && a.line < b.line);

/** What the party's accounts held once everything in the spans was posted. */
async function pointsLeft(reader: Reader, spans: readonly AccountSpan[]): Promise<number> {
  let points = 0;
  for (const span of spans) points += await balanceAt(reader, span.accountId, span.until);
  return points;
}

/**
 * From what is settled up to the last entry before the first one of a later month. An entry posted a moment before
 * midnight but numbered behind one after it goes with that one: so no entry is ever passed over.
 */
async function spansOf(
  reader: Reader,
  accounts: readonly PartyAccount[],
  start: Start,
  endMs: number,
): Promise<AccountSpan[]> {
  const isOver = reader.nowMs() >= endMs;
  const spans: AccountSpan[] = [];
  for (const account of accounts) {
    const after = start.through[account.id] ?? 0;
    const later = isOver ? await firstSince(reader, account.id, after, endMs) : null;
    spans.push({ accountId: account.id, after, until: later === null ? account.version : later - 1 });
  }
  return spans;
}

/** @param onLine stops the walk by answering true */
async function walk(
  reader: Reader,
  accounts: readonly PartyAccount[],
  spans: readonly AccountSpan[],
  valuer: LineValuer,
  onLine: (line: StatementLine) => Promise<boolean | void> | boolean | void,
): Promise<void> {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  let after: LinePlace = FIRST;
  for (;;) {
    const rows = await entriesOf(reader, spans, after, ENTRIES_AT_ONCE);
    const agreed = await agreedFen(reader, accounts[0]?.brandId ?? 0, rows);
    for (const row of rows) {
      const account = byId.get(row.accountId) as PartyAccount;
      const valued = valuer.add(entryOf(row, account, agreed));
      if (valued && (await onLine(lineOf(row, valued))) === true) return;
    }
    const end = rows.at(-1);
    if (!end || rows.length < ENTRIES_AT_ONCE) return;
    after = end;
  }
}

/** Money that was agreed on before the posting: by key of the payout or the payment. */
async function agreedFen(
  reader: Reader,
  brandId: number,
  rows: readonly LedgerLineRow[],
): Promise<Map<string, number>> {
  const keys = [...new Set(rows.map(agreementKey))];
  // Corrections of what orders earned begin with the same word, and name no row of ours behind it.
  const idsOf = (prefix: string): number[] =>
    keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => Number(key.slice(prefix.length)))
      .filter(Number.isSafeInteger);
  const agreed = new Map<string, number>();
  for (const { id, payableFen } of await statements.select(reader, brandId, { id: idsOf(PAYMENT_KEY) }))
    agreed.set(`${PAYMENT_KEY}${id}`, -payableFen);
  for (const { id, amountFen } of await payouts.select(reader, brandId, { id: idsOf(PAYOUT_KEY) }))
    agreed.set(`${PAYOUT_KEY}${id}`, -amountFen);
  return agreed;
}

const agreementKey = (row: LedgerLineRow): string => (row.holdKey ?? row.postingKey).toString('latin1');

function entryOf(row: LedgerLineRow, account: PartyAccount, agreed: ReadonlyMap<string, number>): PartyEntry {
  return {
    transactionId: row.transactionId,
    line: row.line,
    asset: account.asset,
    bucket: account.bucket,
    points: row.points,
    postingKind: row.postingKind,
    postingKey: row.postingKey.toString('latin1'),
    holdPurpose: row.holdPurpose,
    holdKey: row.holdKey?.toString('latin1') ?? null,
    fixedFen: agreed.get(agreementKey(row)) ?? null,
  };
}

function lineOf(row: LedgerLineRow, { kind, amountFen }: ValuedLine): StatementLine {
  return {
    transactionId: row.transactionId,
    line: row.line,
    kind,
    points: row.points,
    amountFen,
    occurredAtMs: row.occurredAtMs,
    postedAtMs: row.postedAtMs,
    referenceKind: row.referenceKind,
    referenceId: row.referenceId,
  };
}
