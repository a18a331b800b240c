import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import {
  causeOf,
  dayOf,
  dayStartMs,
  fail,
  formatDay,
  NEVER_MS,
  ok,
  parseDay,
  type Bucket,
  type Result,
} from '@liuliang/domain';
import type { z } from 'zod';
import { given } from '../../platform/db/conditions';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { pageOf, type ById, type PageAsk, type Place } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import { OrderReads } from '../orders';
import { LedgerExplorerQueries } from './queries';
import { LedgerViews, OwnerWords, type Owned } from './views';
import {
  anyAccount,
  anyHold,
  anyLot,
  anyTransaction,
  explanationOf,
  ledgerAccounts,
  ledgerEntries,
  ledgerTransactions,
  pointsHolds,
  pointsLots,
  sourceOf,
  type Explanation,
  type LotMoveRow,
  type LotRow,
} from '../ledger';

type Query<N extends 'ledgerAccounts' | 'ledgerLots' | 'ledgerHolds'> = z.output<(typeof routes)[N]['query']>;
type Reply<N extends keyof typeof routes> = z.input<(typeof routes)[N]['reply']>;

export const LINE_ORDER = ['version'] as const;
type LinePlace = Place<(typeof LINE_ORDER)[number]>;
export const LOT_ORDER = ['isOpen', 'expiresAtMs', 'id'] as const;
type LotPlace = Place<(typeof LOT_ORDER)[number]>;
export const HOLD_ORDER = ['expiresAtMs', 'id'] as const;
type HoldPlace = Place<(typeof HOLD_ORDER)[number]>;

const MONTHS_MAX = 120;
const NOWHERE: Owned = { ownerKind: 'member', ownerId: -1 };

/** The ledger for people: from an account to what caused its lines, and back. Ids leave as public ids, hashes in hex. */
@Injectable()
export class LedgerExplorer {
  constructor(
    private readonly db: Database,
    private readonly queries: LedgerExplorerQueries,
    private readonly brands: BrandsService,
    private readonly orders: OrderReads,
    private readonly publicIds: PublicIds,
  ) {}

  accounts(brandId: number, query: Query<'ledgerAccounts'>, { after, limit }: PageAsk<ById>) {
    return this.db.read(async (reader) => {
      const words = await this.words(reader, brandId);
      const { ownerKind, asset } = query;
      // A bucket that is none of ours finds nothing.
      const bucket = query.bucket as Bucket | undefined;
      const owned = query.owner === undefined ? { ownerKind } : words.ownerOf(ownerKind, query.owner);
      const rows = await ledgerAccounts.select(
        reader,
        brandId,
        given({ ...(owned ?? NOWHERE), asset, bucket }),
        { and: ['id > ?', after?.id ?? 0], order: 'id', limit: limit + 1 },
      );
      const page = pageOf(rows, limit, ({ id }) => ({ id }));
      const views = await this.views(reader, words, page.items);
      return { ...page, items: page.items.map((row) => views.account(row)) };
    });
  }

  account(brandId: number, accountId: string, { after, limit }: PageAsk<LinePlace>) {
    return this.db.read(async (reader) => {
      const id = this.publicIds.decode('acc', accountId);
      const row = id === null ? null : await ledgerAccounts.one(reader, brandId, { id });
      if (!row) return fail({ code: 'LEDGER_ACCOUNT_UNKNOWN' as const });
      const views = await this.views(reader, await this.words(reader, brandId), [row]);
      const below = after?.version ?? Number.MAX_SAFE_INTEGER;
      const rows = await this.queries.lines(reader, row.id, below, limit + 1);
      const page = pageOf(rows, limit, (line) => ({ version: line.accountVersion }));
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
      const entries = await ledgerEntries.select(reader, { transactionId: row.id }, { order: 'line' });
      const accounts = await anyAccount.select(reader, { id: entries.map(({ accountId }) => accountId) });
      const holdId = row.referenceKind === 'hold' ? row.referenceId : row.id;
      const hold = await anyHold.one(reader, { id: [row.id, holdId] });
      const reversal = await anyTransaction.one(reader, { reversesId: row.id }, { columns: ['id'] });
      const moves = await this.queries.movesBy(reader, row.id);
      const opened: LotRow[] = [];
      for (const lot of await anyLot.select(reader, { openedBy: row.id }, { order: 'id' }))
        opened.push(asOpened(lot, await this.queries.movesOf(reader, lot.id)));
      const owners = [...accounts, ...(hold ? [hold] : [])];
      const views = await this.views(reader, await this.words(reader, brandId), owners);
      const byId = new Map(accounts.map((account) => [account.id, account]));
      return ok({
        ...views.head(row),
        explanation: explanationOf(row.explanation) as Record<string, unknown>,
        reverses: row.reversesId === 0 ? null : views.transactionId(row.reversesId),
        reversedBy: reversal && views.transactionId(reversal.id),
        writer: row.writer,
        writerSequence: row.writerSequence,
        requestHash: row.requestHash.toString('hex'),
        previousHash: row.previousHash.toString('hex'),
        hash: row.hash.toString('hex'),
        entries: entries.flatMap((entry) => {
          const account = byId.get(entry.accountId);
          return account ? [views.entry(entry, account)] : [];
        }),
        lots: [...opened.map((lot) => views.opening(lot, row)), ...moves.map((move) => views.move(move))],
        late: await this.late(reader, brandId, explanationOf(row.explanation)),
        hold: hold && views.hold(hold),
      });
    });
  }

  lots(brandId: number, query: Query<'ledgerLots'>, { after, limit }: PageAsk<LotPlace>) {
    return this.db.read(async (reader) => {
      const words = await this.words(reader, brandId);
      const owner = words.ownerOf(query.ownerKind, query.owner) ?? NOWHERE;
      const from = after ?? { isOpen: 1, expiresAtMs: -1, id: 0 };
      const rows = await pointsLots.select(
        reader,
        brandId,
        { ...owner, asset: query.asset },
        {
          and: [
            'is_open < ? OR (is_open = ? AND (expires_at_ms > ? OR (expires_at_ms = ? AND id > ?)))',
            ...[from.isOpen, from.isOpen, from.expiresAtMs, from.expiresAtMs, from.id],
          ],
          order: 'is_open DESC, expires_at_ms, id',
          limit: limit + 1,
        },
      );
      const page = pageOf(rows, limit, (lot) => ({
        isOpen: lot.isOpen,
        expiresAtMs: lot.expiresAtMs,
        id: lot.id,
      }));
      const views = await this.views(reader, words, page.items);
      const totals = await this.queries.lotTotals(
        reader,
        brandId,
        { ...owner, asset: query.asset },
        this.db.nowMs(),
      );
      return { ...page, totals, items: page.items.map((lot) => views.lot(lot)) };
    });
  }

  lot(brandId: number, lotId: string): Promise<Result<Reply<'ledgerLot'>, { code: 'LOT_UNKNOWN' }>> {
    return this.db.read(async (reader) => {
      const id = this.publicIds.decode('lot', lotId);
      const lot = id === null ? null : await pointsLots.one(reader, brandId, { id });
      if (!lot) return fail({ code: 'LOT_UNKNOWN' as const });
      const moves = await this.queries.movesOf(reader, lot.id);
      const views = await this.views(reader, await this.words(reader, brandId), [lot]);
      const opener =
        lot.openedBy === 0 ? null : await this.queries.transaction(reader, brandId, lot.openedBy);
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
  holds(brandId: number, query: Query<'ledgerHolds'>, { after, limit }: PageAsk<HoldPlace>) {
    return this.db.read(async (reader) => {
      const words = await this.words(reader, brandId);
      const owner =
        query.owner === undefined ? null : (words.ownerOf(query.ownerKind, query.owner) ?? NOWHERE);
      const from = after ?? { expiresAtMs: -1, id: owner ? Number.MAX_SAFE_INTEGER : 0 };
      const { expiresAtMs, id } = from;
      const rows = await pointsHolds.select(
        reader,
        brandId,
        owner ?? { state: 'open' },
        owner
          ? { and: ['id < ?', id], order: 'id DESC', limit: limit + 1 }
          : {
              and: ['expires_at_ms > ? OR (expires_at_ms = ? AND id > ?)', expiresAtMs, expiresAtMs, id],
              order: 'expires_at_ms, id',
              limit: limit + 1,
            },
      );
      const page = pageOf(rows, limit, (hold) => ({ expiresAtMs: hold.expiresAtMs, id: hold.id }));
      const views = await this.views(reader, words, page.items);
      return { ...page, items: page.items.map((hold) => views.hold(hold)) };
    });
  }

  /** What is available today by the month in which it is last valid, if nobody spends it. */
  expiryForecast(brandId: number, asset: string): Promise<Reply<'ledgerExpiryForecast'>> {
    const asOfMs = this.db.nowMs();
    return this.db.read(async (reader) => {
      const { timeZone } = await this.brands.byId(reader, brandId);
      const months = monthsFrom(asOfMs, timeZone, MONTHS_MAX + 1);
      // The first part is what is due already, the second the rest of this month.
      // What expires with a month is still valid on its last day and belongs to it.
      const boundaries = [asOfMs + 1, ...months.slice(1).map(({ startMs }) => startMs + 1)];
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

  /** What a correction after a late fact names, by the names that lead on; null for anything else. */
  private async late(
    reader: Reader,
    brandId: number,
    { cause, source }: Explanation,
  ): Promise<Reply<'ledgerTransaction'>['late']> {
    if (typeof cause !== 'string') return null;
    const [kind = '', id = ''] = cause.split(':');
    const about = causeOf({ postingKey: '', referenceKind: kind, referenceId: Number(id), hold: null });
    const order =
      kind === 'order' && (await this.orders.describe(reader, brandId, [Number(id)])).get(Number(id));
    const postingKey = typeof source === 'string' ? Buffer.from(source, 'latin1') : null;
    const corrected =
      postingKey && (await ledgerTransactions.one(reader, brandId, { postingKey }, { columns: ['id'] }));
    return {
      cause: sourceOf(about, order ? order.orderNumber : null, this.publicIds),
      corrects: corrected && this.publicIds.encode('ptx', corrected.id),
    };
  }

  private async words(reader: Reader, brandId: number): Promise<OwnerWords> {
    return new OwnerWords(this.publicIds, await this.brands.stores(reader, brandId));
  }

  private async views(reader: Reader, words: OwnerWords, owners: readonly Owned[]): Promise<LedgerViews> {
    const guides = owners.filter(({ ownerKind }) => ownerKind === 'guide').map(({ ownerId }) => ownerId);
    return new LedgerViews(
      words,
      await this.queries.guideNames(reader, [...new Set(guides)]),
      this.publicIds,
    );
  }
}

/** A lot as it was when it was opened: before all its moves. */
function asOpened(lot: LotRow, moves: readonly LotMoveRow[]): LotRow {
  const before = { pending: lot.pending, remaining: lot.remaining, held: lot.held };
  for (const move of moves) {
    before.pending -= move.pendingChange;
    before.remaining -= move.remainingChange;
    before.held -= move.heldChange;
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
