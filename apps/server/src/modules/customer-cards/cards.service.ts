import { Injectable } from '@nestjs/common';
import { balanceAt, layerCodes, NO_POINTS, NONE, type PointsBalance, type TierBadge } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import type { Brand } from '../brands';
import { LayersService, rulesOf, type LayersOn } from '../insights';
import { PointsReads } from '../ledger';
import { MembershipService } from '../members';
import { TierScreens } from '../tiers';
import { cardsOf, linesOf, type CardOfCustomer, type LineOfCustomer } from './cards.queries';

/** A customer in a list: amounts in fen, points and instants as of now. */
export interface CustomerLine {
  readonly customerId: number;
  readonly nickname: string | null;
  /** Null: no member. */
  readonly joinedAtMs: number | null;
  /** When we learnt of them. */
  readonly firstKnownAtMs: number;
  /** Layer code today by the brand's own model; `none` without one. */
  readonly layer: string;
  /** Null for who is no member. */
  readonly tier: TierBadge | null;
  readonly balance: PointsBalance;
  readonly orders: number;
  /** Sum of paid amounts, before refunds. */
  readonly paidFen: number;
  /** Instants of events and paid orders; null: never. */
  readonly firstSeenAtMs: number | null;
  readonly lastSeenAtMs: number | null;
}

/** What is worth knowing of one customer at a glance. */
export interface CustomerCard extends CustomerLine {
  readonly mobileMasked: string | null;
  readonly refundedFen: number;
  readonly lastOrderAtMs: number | null;
  /** Name of the home store; null: none. */
  readonly homeStore: string | null;
  /** By the choices under this very id: of somebody with aliases, the consents of all their ids count. */
  readonly choseMarketing: boolean;
}

const NO_FIGURES = { orders: 0, paidFen: 0, firstSeenAtMs: 0, lastSeenAtMs: 0 };

/**
 * Customers at a glance, for guides and operators alike: who they are, layer, level, points and running figures by one
 * statement for all of them. Where time has overtaken what is stored, those few are worked out exactly.
 */
@Injectable()
export class CustomerCards {
  constructor(
    private readonly layers: LayersService,
    private readonly membership: MembershipService,
    private readonly points: PointsReads,
    private readonly tiers: TierScreens,
  ) {}

  /** Lines of kept customers by id; who is of another brand is not in the answer. */
  async lines(
    reader: Reader,
    brand: Brand,
    customerIds: readonly number[],
  ): Promise<Map<number, CustomerLine>> {
    const rows = await linesOf(reader, brand.id, customerIds, this.today(brand));
    const told = await this.told(reader, brand, rows);
    const nameOf = ({ id, nickname }: LineOfCustomer) =>
      this.membership.known({ id, brandId: brand.id, nickname, mobile: NO_BYTES }).nickname;
    return new Map(rows.map((row) => [row.id, told(row, nameOf(row))]));
  }

  /** As `lines`, with what is shown of one customer alone. */
  async cards(
    reader: Reader,
    brand: Brand,
    customerIds: readonly number[],
  ): Promise<Map<number, CustomerCard>> {
    const rows = await cardsOf(reader, brand.id, customerIds, this.today(brand));
    const told = await this.told(reader, brand, rows);
    const cardOf = (row: CardOfCustomer): CustomerCard => {
      const { id, mobile, refundedFen, lastOrderAtMs, homeStore, choseMarketing } = row;
      const { nickname, mobileMasked } = this.membership.known({
        id,
        brandId: brand.id,
        nickname: row.nickname,
        mobile,
      });
      const shown = { mobileMasked, refundedFen, lastOrderAtMs: lastOrderAtMs || null, homeStore };
      return { ...told(row, nickname), ...shown, choseMarketing };
    };
    return new Map(rows.map((row) => [row.id, cardOf(row)]));
  }

  private today(brand: Brand): LayersOn {
    return { day: this.layers.today(brand), rules: rulesOf(brand) };
  }

  /** What rows say, with what time has overtaken worked out. */
  private async told(
    reader: Reader,
    brand: Brand,
    rows: readonly LineOfCustomer[],
  ): Promise<(row: LineOfCustomer, nickname: string | null) => CustomerLine> {
    const nowMs = reader.nowMs();
    const lapsed = await this.lapsedBalances(reader, brand.id, rows, nowMs);
    const stored = rows.filter(isMember).map(({ id, standing }) => [id, standing] as const);
    const tiers = await this.tiers.badgesBy(reader, brand.id, new Map(stored));
    const codes = layerCodes(rulesOf(brand).model);
    return ({ id, joinedAtMs, createdAtMs, layer, lots, figures }, nickname) => {
      const { orders, paidFen, firstSeenAtMs, lastSeenAtMs } = figures ?? NO_FIGURES;
      return {
        customerId: id,
        nickname,
        joinedAtMs: joinedAtMs || null,
        firstKnownAtMs: createdAtMs,
        layer: codes[layer] ?? NONE,
        tier: tiers.get(id) ?? null,
        balance: lots ? balanceAt(lots, nowMs) : (lapsed.get(id) ?? NO_POINTS),
        orders,
        paidFen,
        firstSeenAtMs: firstSeenAtMs || null,
        lastSeenAtMs: lastSeenAtMs || null,
      };
    };
  }

  /** Exact balances of those of whom a hold has lapsed; nothing is asked for when there is nobody. */
  private async lapsedBalances(
    reader: Reader,
    brandId: number,
    rows: readonly LineOfCustomer[],
    nowMs: number,
  ): Promise<Map<number, PointsBalance>> {
    const ids = rows.flatMap(({ id, lots }) => (lots ? [] : [id]));
    const holders = { brandId, ownerKind: 'member', asset: 'points' } as const;
    return ids.length === 0 ? new Map() : this.points.balancesOf(reader, holders, ids, nowMs);
  }
}

const NO_BYTES = Buffer.alloc(0);

const isMember = ({ joinedAtMs, isCurrent }: LineOfCustomer): boolean => joinedAtMs > 0 && isCurrent;
