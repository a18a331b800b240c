import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { dayOf, dayStartMs, fail, formatDay, NEVER_MS, ok, parseDay, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { pageOf, type ById, type PageAsk, type Place } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import { LedgerExplorerQueries, type OwnerName } from './queries';
import { LedgerViews, OwnerWords } from './views';
import { type LotMoveRow, type LotReadRow, explanationOf } from '../ledger';

type Input<N extends keyof typeof routes, K extends 'query'> = (typeof routes)[N] extends {
  readonly [P in K]: infer S;
}
  ? S extends z.ZodType
    ? z.output<S>
    : never
  : never;
type Reply<N extends keyof typeof routes> = z.input<(typeof routes)[N]['reply']>;

export const LINE_ORDER = ['version'] as const;
type LinePlace = Place<(typeof LINE_ORDER)[number]>;
export const LOT_ORDER = ['isOpen', 'expiresAtMs', 'id'] as const;
type LotPlace = Place<(typeof LOT_ORDER)[number]>;
export const HOLD_ORDER = ['expiresAtMs', 'id'] as const;
type HoldPlace = Place<(typeof HOLD_ORDER)[number]>;

const MONTHS_MAX = 120;
const NOWHERE: OwnerName = { kind: 'member', id: -1 };

/** The ledger for people: from an account to what caused its lines, and back. Ids leave as public ids, hashes in hex. */
@Injectable()
export class LedgerExplorer {
  constructor(
    private readonly db: Database,
    private readonly queries: LedgerExplorerQueries,
    private readonly brands: BrandsService,
    private readonly publicIds: PublicIds,
  ) {}

  accounts(brandId: number, query: Input<'ledgerAccounts', 'query'>, { after, limit }: PageAsk<ById>) {
    return this.db.read(async (reader) => {
      const words = await this.words(reader, brandId);
      const owner = query.owner === undefined ? null : words.ownerOf(query.ownerKind, query.owner);
      const filter = {
        owner: query.owner !== undefined && owner === null ? NOWHERE : owner,
        kind: query.ownerKind ?? null,
        asset: query.asset ?? null,
        bucket: query.bucket ?? null,
      };
      const rows = await this.queries.accounts(reader, brandId, filter, after?.id ?? 0, limit + 1);
      const page = pageOf(rows, limit, ({ id }) => ({ id }));
      const views = await this.views(reader, words, page.items);
      return { ...page, items: page.items.map((row) => views.account(row)) };
    });
  }

  account(brandId: number, accountId: string, { after, limit }: PageAsk<LinePlace>) {
    return this.db.read(async (reader) => {
      const id = this.publicIds.decode('acc', accountId);
      const row = id === null ? null : await this.queries.account(reader, brandId, id);
      if (!row) return fail({ code: 'LEDGER_ACCOUNT_UNKNOWN' as const });
      const views = await this.views(reader, await this.words(reader, brandId), [row]);
      const below = after?.version ?? Number.MAX_SAFE_INTEGER;
      const rows = await this.queries.lines(reader, row.id, below, limit + 1);
      const page = pageOf(rows, limit, (line) => ({ version: line.account_version }));
      return ok({ ...page, account: views.account(row), items: page.items.map((line) => views.line(line)) });
    });
  }

  transaction(
    brandId: number,
    transactionId: string,
  ): Promise<Result<Reply<'ledgerTransaction'>, { code: 'LEDGER_TRANSACTION_UNKNOWN' }>> {
    return this.db.read(async (reader) => {
      const id = this.publicIds.decode('ptx', transactionId);
      const row = id === null ? null : await this.queries.transaction(reader, brandId, id);
      if (!row) return fail({ code: 'LEDGER_TRANSACTION_UNKNOWN' as const });
      const entries = await this.queries.entries(reader, row.id);
      const accounts = await this.queries.accountsById(
        reader,
        entries.map((entry) => entry.account_id),
      );
      const hold = await this.queries.holdBy(
        reader,
        row.id,
        row.reference_kind === 'hold' ? row.reference_id : row.id,
      );
      const reversedBy = await this.queries.reversalOf(reader, row.id);
      const moves = await this.queries.movesBy(reader, row.id);
      const opened: LotReadRow[] = [];
      for (const lot of await this.queries.lotsOpenedBy(reader, row.id)) {
        opened.push(asOpened(lot, await this.queries.movesOf(reader, lot.id)));
      }
      const owners = [...accounts, ...(hold ? [hold] : [])];
      const views = await this.views(reader, await this.words(reader, brandId), owners);
      const byId = new Map(accounts.map((account) => [account.id, account]));
      return ok({
        ...views.head(row),
        explanation: explanationOf(row.explanation) as Record<string, unknown>,
        reverses: row.reverses_id === 0 ? null : views.transactionId(row.reverses_id),
        reversedBy: reversedBy === null ? null : views.transactionId(reversedBy),
        writer: row.writer,
        writerSequence: row.writer_sequence,
        requestHash: row.request_hash.toString('hex'),
        previousHash: row.previous_hash.toString('hex'),
        hash: row.hash.toString('hex'),
        entries: entries.flatMap((entry) => {
          const account = byId.get(entry.account_id);
          return account ? [views.entry(entry, account)] : [];
        }),
        lots: [...opened.map((lot) => views.opening(lot, row)), ...moves.map((move) => views.move(move))],
        hold: hold && views.hold(hold),
      });
    });
  }

  lots(brandId: number, query: Input<'ledgerLots', 'query'>, { after, limit }: PageAsk<LotPlace>) {
    return this.db.read(async (reader) => {
      const words = await this.words(reader, brandId);
      const owner = words.ownerOf(query.ownerKind, query.owner) ?? NOWHERE;
      const from = after ?? { isOpen: 1, expiresAtMs: -1, id: 0 };
      const rows = await this.queries.lots(reader, brandId, owner, query.asset, from, limit + 1);
      const page = pageOf(rows, limit, (lot) => ({
        isOpen: lot.is_open,
        expiresAtMs: lot.expires_at_ms,
        id: lot.id,
      }));
      const views = await this.views(reader, words, page.items);
      return { ...page, items: page.items.map((lot) => views.lot(lot)) };
    });
  }

  lot(brandId: number, lotId: string): Promise<Result<Reply<'ledgerLot'>, { code: 'LOT_UNKNOWN' }>> {
    return this.db.read(async (reader) => {
      const id = this.publicIds.decode('lot', lotId);
      const lot = id === null ? null : await this.queries.lot(reader, brandId, id);
      if (!lot) return fail({ code: 'LOT_UNKNOWN' as const });
      const moves = await this.queries.movesOf(reader, lot.id);
      const views = await this.views(reader, await this.words(reader, brandId), [lot]);
      const opener =
        lot.opened_by === 0 ? null : await this.queries.transaction(reader, brandId, lot.opened_by);
      return ok({
        lot: views.lot(lot),
        moves: [
          ...(opener ? [views.opening(asOpened(lot, moves), opener)] : []),
          ...moves.map((move) => views.move(move)),
        ],
      });
    });
  }

  /** An owner's by id, the newest first; all that are open by when they lapse. */
  holds(brandId: number, query: Input<'ledgerHolds', 'query'>, { after, limit }: PageAsk<HoldPlace>) {
    return this.db.read(async (reader) => {
      const words = await this.words(reader, brandId);
      const owner =
        query.owner === undefined ? null : (words.ownerOf(query.ownerKind, query.owner) ?? NOWHERE);
      const rows = owner
        ? await this.queries.holdsOf(reader, brandId, owner, after?.id ?? Number.MAX_SAFE_INTEGER, limit + 1)
        : await this.queries.openHolds(reader, brandId, after ?? { expiresAtMs: -1, id: 0 }, limit + 1);
      const page = pageOf(rows, limit, (hold) => ({ expiresAtMs: hold.expires_at_ms, id: hold.id }));
      const views = await this.views(reader, words, page.items);
      return { ...page, items: page.items.map((hold) => views.hold(hold)) };
    });
  }

  /** What is available today by the month in which it expires, if nobody spends it. */
  expiryForecast(brandId: number, asset: string): Promise<Reply<'ledgerExpiryForecast'>> {
    const asOfMs = this.db.nowMs();
    return this.db.read(async (reader) => {
      const { timeZone } = await this.brands.byId(reader, brandId);
      const months = monthsFrom(asOfMs, timeZone, MONTHS_MAX + 1);
      // The first part is what is due already, the second the rest of this month.
      const boundaries = [asOfMs + 1, ...months.slice(1).map(({ startMs }) => startMs)];
      const parts = await this.queries.expiringParts(reader, brandId, asset, boundaries);
      const pointsIn = (part: number): number => parts.find((row) => row.part === part)?.points ?? 0;
      return {
        asOfMs,
        overdue: pointsIn(0),
        never: pointsIn(boundaries.length),
        months: parts
          .filter(({ part }) => part > 0 && part < boundaries.length)
          .map(({ part, points, lots, owners }) => ({
            month: months[part - 1]?.name ?? '',
            points,
            lots,
            owners,
          })),
      };
    });
  }

  private async words(reader: Reader, brandId: number): Promise<OwnerWords> {
    return new OwnerWords(this.publicIds, await this.brands.stores(reader, brandId));
  }

  private async views(
    reader: Reader,
    words: OwnerWords,
    owners: readonly { readonly owner_kind: string; readonly owner_id: number }[],
  ): Promise<LedgerViews> {
    const guides = owners.filter(({ owner_kind }) => owner_kind === 'guide').map(({ owner_id }) => owner_id);
    return new LedgerViews(
      words,
      await this.queries.guideNames(reader, [...new Set(guides)]),
      this.publicIds,
    );
  }
}

/** A lot as it was when it was opened: before all its moves. */
function asOpened(lot: LotReadRow, moves: readonly LotMoveRow[]): LotReadRow {
  const before = { pending: lot.pending, remaining: lot.remaining, held: lot.held };
  for (const move of moves) {
    before.pending -= move.pending_change;
    before.remaining -= move.remaining_change;
    before.held -= move.held_change;
  }
  return { ...lot, ...before };
}

/** Months from the one of an instant on, each with its first instant in the zone. */
function monthsFrom(atMs: number, zone: string, count: number): { name: string; startMs: number }[] {
  let [year = 0, month = 1] = formatDay(dayOf(atMs, zone)).split('-').map(Number);
  return Array.from({ length: count }, () => {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    const first = parseDay(`${name}-01`);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    return { name, startMs: first === null ? NEVER_MS : dayStartMs(first, zone) };
  });
}
