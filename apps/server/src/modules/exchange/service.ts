import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import {
  dayOf,
  exchangeable,
  exchanged,
  exchangedByExpiry,
  fail,
  type ExpiringPoints,
  type Result,
} from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RefusalOf, RefuseOf } from '../../platform/http';
import { Idempotency } from '../../platform/idempotency';
import { runOnce } from '../../platform/run-once';
import { BrandsService, type Brand } from '../brands';
import { CustomersService, SamePerson } from '../members';
import { Holds, Ledger, type LedgerPosting, mustHold, mustSucceed } from '../ledger';
import { ExchangeLocks } from './locks';
import { ExchangeQueries, type ExchangeRow, type RateRow } from './queries';
import { principalOf, PointsOwners, type AssetOwner } from '../points';

type Offer = z.input<(typeof routes)['exchangeOffers']['reply']>['items'][number];
type Exchanged = z.input<(typeof routes)['exchangePoints']['reply']>;

/** The two sides of an exchange, as they are under their locks. */
interface Sides {
  readonly from: AssetOwner;
  readonly toCustomerId: number;
}

/**
 * Points of one brand turned into points of another one of the group. EXCHANGE-1: what leaves one brand and what
 * arrives in the other commit together, at a whole-number rate, and every part keeps its expiry.
 * Order of locks: both customers by id, then the accounts of both brands by id.
 */
@Injectable()
export class Exchange {
  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly queries: ExchangeQueries,
    private readonly owners: PointsOwners,
    private readonly customers: CustomersService,
    private readonly twins: SamePerson,
    private readonly brands: BrandsService,
    private readonly ledger: Ledger,
    private readonly holds: Holds,
    private readonly locks: ExchangeLocks,
  ) {}

  /** Where the member's points can go, and why not. */
  async offers(member: AssetOwner): Promise<{ pointsAvailable: number; items: Offer[] }> {
    return this.db.read(async (reader) => {
      const { available, debt } = await this.owners.balance(reader, member);
      const rates = (await this.queries.ratesOf(reader, member.brandId)).filter(
        (rate) => rate.fromBrandId === member.brandId,
      );
      const items: Offer[] = [];
      for (const rate of rates) items.push(await this.offer(reader, member, rate, { available, debt }));
      return { pointsAvailable: available, items };
    });
  }

  /** Exchanges points at once and for good. The same key again answers the same exchange. */
  async exchange(
    member: AssetOwner,
    asked: { readonly key: string; readonly toBrand: string; readonly points: number },
  ): Promise<Result<Exchanged, RefusalOf<'exchangePoints'>>> {
    const to = await this.brands.byCode(asked.toBrand);
    if (!to || to.id === member.brandId) return fail({ code: 'BRAND_UNKNOWN' });
    const request = {
      principal: principalOf(member),
      operation: 'points.exchange',
      key: asked.key,
      content: [to.id, asked.points],
    };
    return runOnce(
      this.db,
      this.idempotency,
      request,
      async (tx, refuse: RefuseOf<'exchangePoints'>): Promise<Exchanged> => {
        const row = await this.exchangeIn(tx, member, { ...asked, to }, refuse);
        return {
          brand: to.code,
          brandName: to.name,
          fromPoints: row.fromPoints,
          toPoints: row.toPoints,
          createdAtMs: row.createdAtMs,
        };
      },
    );
  }

  /** As `exchange`, in a transaction of the caller. A refusal is thrown. */
  async exchangeIn(
    tx: Tx,
    member: AssetOwner,
    { key, points, to }: { readonly key: string; readonly points: number; readonly to: Brand },
    refuse: RefuseOf<'exchangePoints'>,
  ): Promise<ExchangeRow> {
    const exchangeKey = Buffer.from(`${principalOf(member)}:${key}`);
    const earlier = await this.queries.byKey(tx, member.brandId, exchangeKey);
    if (earlier && (earlier.fromPoints !== points || earlier.toBrandId !== to.id))
      refuse('IDEMPOTENCY_KEY_REUSED');
    if (earlier) return earlier;
    const rate = await this.queries.rate(tx, member.brandId, to.id);
    if (!rate) refuse('EXCHANGE_DISABLED');
    const toPoints = exchanged(points, { fromPoints: rate.fromPoints, toPoints: rate.toPoints });
    if (toPoints === null) refuse('EXCHANGE_NOT_MULTIPLE', { fromPoints: rate.fromPoints });
    const sides = await this.lockSides(tx, member, to, refuse);
    const from = await this.brands.byId(tx, member.brandId);
    const nowMs = this.db.nowMs();
    const row: ExchangeRow = {
      id: this.db.nextId(),
      exchangeKey,
      fromBrandId: from.id,
      fromCustomerId: sides.from.id,
      toBrandId: to.id,
      toCustomerId: sides.toCustomerId,
      fromPoints: points,
      toPoints,
      day: dayOf(nowMs, from.timeZone),
      createdAtMs: nowMs,
    };
    const leftToday = await this.leftOf(tx, sides.from, rate, row);
    if (points > leftToday) refuse('EXCHANGE_DAY_LIMIT', { leftToday });
    await this.queries.insert(tx, row);
    await this.move(tx, row, rate, { from, to }, refuse);
    return row;
  }

  /** Proves that both are one person, and locks both: the lower id first, whichever brand it is of. */
  private async lockSides(
    tx: Tx,
    member: AssetOwner,
    to: Brand,
    refuse: RefuseOf<'exchangePoints'>,
  ): Promise<Sides> {
    const twinId = await this.twins.memberIn(tx, { brandId: member.brandId, customerId: member.id }, to.id);
    if (twinId === null) refuse('EXCHANGE_NOT_MEMBER_THERE');
    const kept = new Map<number, number>();
    const inOrder = [
      { brandId: member.brandId, id: member.id },
      { brandId: to.id, id: twinId },
    ].sort((a, b) => a.id - b.id);
    for (const { brandId, id } of inOrder) {
      const locked = await this.customers.lock(tx, { id: brandId }, [id]);
      kept.set(id, locked.get(id) ?? id);
    }
    const from = { ...member, id: kept.get(member.id) ?? member.id };
    return { from, toCustomerId: kept.get(twinId) ?? twinId };
  }

  private async leftOf(tx: Tx, from: AssetOwner, rate: RateRow, row: ExchangeRow): Promise<number> {
    if (rate.dayLimit === 0) return Number.MAX_SAFE_INTEGER;
    const family = await this.owners.family(tx, from);
    const given = await this.queries.givenOn(tx, family, row.toBrandId, row.day);
    return Math.max(0, rate.dayLimit - given);
  }

  /** Out of one brand by hold and capture, into the other by postings of the same transaction. */
  private async move(
    tx: Tx,
    row: ExchangeRow,
    rate: RateRow,
    brands: { from: Brand; to: Brand },
    refuse: RefuseOf<'exchangePoints'>,
  ): Promise<void> {
    await this.locks.take(tx, row);
    const key = `exchange:${row.id}`;
    const explanation = {
      exchangeId: row.id,
      fromBrand: brands.from.code,
      toBrand: brands.to.code,
      fromPoints: row.fromPoints,
      toPoints: row.toPoints,
      rate: [rate.fromPoints, rate.toPoints],
    };
    const hold = await this.holds.place(tx, {
      brandId: row.fromBrandId,
      key,
      owner: { kind: 'member', id: row.fromCustomerId },
      asset: 'points',
      points: row.fromPoints,
      purpose: 'exchange',
      untilMs: row.createdAtMs + 60_000,
      explanation,
    });
    const held = mustHold(hold, refuse);
    const parts = await this.queries.expiriesOf(tx, held.id);
    mustSucceed(
      await this.holds.capture(tx, {
        brandId: row.fromBrandId,
        key,
        to: { kind: 'redemption' },
        explanation,
      }),
    );
    const arriving = exchangedByExpiry(parts, { fromPoints: rate.fromPoints, toPoints: rate.toPoints });
    const postings = arriving.map((part, i) => arrivalOf(row, part, i, explanation));
    for (const posted of await this.ledger.post(tx, postings)) mustSucceed(posted);
  }

  private async offer(
    reader: Reader,
    member: AssetOwner,
    rate: RateRow,
    { available, debt }: { readonly available: number; readonly debt: number },
  ): Promise<Offer> {
    const from = await this.brands.byId(reader, member.brandId);
    const to = await this.brands.byId(reader, rate.toBrandId);
    const family = await this.owners.family(reader, member);
    const today = dayOf(this.db.nowMs(), from.timeZone);
    const given = await this.queries.givenOn(reader, family, to.id, today);
    const leftToday = rate.dayLimit === 0 ? null : Math.max(0, rate.dayLimit - given);
    const twin = await this.twins.memberIn(reader, { brandId: member.brandId, customerId: member.id }, to.id);
    const by = { fromPoints: rate.fromPoints, toPoints: rate.toPoints };
    const affordable = exchangeable(available, available, by);
    const pointsMax = twin === null || debt > 0 ? 0 : exchangeable(available, leftToday ?? available, by);
    const hindrance = [
      twin === null && ('not_member_there' as const),
      debt > 0 && ('debt' as const),
      affordable === 0 && ('points_too_few' as const),
      pointsMax === 0 && ('day_limit' as const),
    ].find((one) => one !== false);
    return { brand: to.code, brandName: to.name, ...by, leftToday, pointsMax, hindrance: hindrance ?? null };
  }
}

/** HQ of the other brand issues what arrives: from now on it owes these points. */
function arrivalOf(
  row: ExchangeRow,
  { points, expiresAtMs }: ExpiringPoints,
  index: number,
  explanation: LedgerPosting['explanation'],
): LedgerPosting {
  const owner = { kind: 'member', id: row.toCustomerId } as const;
  const available = { ownerKind: 'member', ownerId: owner.id, asset: 'points', bucket: 'available' } as const;
  const issuance = { ownerKind: 'system', ownerId: 0, asset: 'points', bucket: 'issuance' } as const;
  return {
    brandId: row.toBrandId,
    key: `exchange:${row.id}:${index + 1}`,
    kind: 'opening',
    reference: { kind: 'exchange', id: String(row.id) },
    entries: [
      { account: issuance, amount: -points },
      { account: available, amount: points },
    ],
    lots: [{ owner, asset: 'points', activatesAtMs: 0, expiresAtMs, storeId: 0 }],
    occurredAtMs: row.createdAtMs,
    explanation,
  };
}
