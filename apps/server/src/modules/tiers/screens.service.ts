import { Injectable } from '@nestjs/common';
import type { MyTier, TierChange } from '@liuliang/contract';
import {
  badgeOf,
  fail,
  isFresh,
  ok,
  schemeAt,
  standingIn,
  type Result,
  type StoredStanding,
  type TierBadge,
  type TierRules,
} from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { refuse, type CustomerPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import type { Person } from '../../platform/areas';
import { CustomersService, type Viewer } from '../members';
import { OrderReads } from '../orders';
import { tierChanges, tierPasses, upgradeBonuses, type PassRow } from './entities';
import { SchemesService } from './schemes.service';
import { TiersService } from './tiers.service';
import { passView, type CustomerTierView, type PassView, type StandingView } from './views';

type ChangeView = z.input<typeof TierChange>;

const MY_CHANGES = 50;
const CHANGES = 100;

/** What screens show of tiers. Everything is judged at the moment of reading. */
@Injectable()
export class TierScreens {
  constructor(
    private readonly db: Database,
    private readonly tiers: TiersService,
    private readonly schemes: SchemesService,
    private readonly orders: OrderReads,
    private readonly customers: CustomersService,
    private readonly publicIds: PublicIds,
  ) {}

  mine({ brandId, person }: Pick<CustomerPrincipal, 'brandId' | 'person'>): Promise<z.input<typeof MyTier>> {
    return this.db.read((reader) => this.mineIn(reader, brandId, person));
  }

  private async mineIn(reader: Reader, brandId: number, person: Person): Promise<z.input<typeof MyTier>> {
    const rules = await this.schemes.rulesOf(reader, brandId);
    const standing = await this.standingOf(reader, brandId, person, rules);
    if (!standing) return this.mineAfresh(reader, brandId, person);
    const { scheme } = schemeAt(rules, this.db.nowMs());
    return {
      serverNowMs: this.db.nowMs(),
      standing,
      ladder: scheme.levels.map(({ threshold, benefits }, i) => {
        return { ...badgeOf(scheme, i + 1), threshold, benefits: [...benefits] };
      }),
      changes: await this.changesOf(reader, brandId, person.customerId, rules, MY_CHANGES),
    };
  }

  /** Who was merged a moment ago, elsewhere, may still be let in under the id that is an alias by now. */
  private async mineAfresh(
    reader: Reader,
    brandId: number,
    { customerId }: Person,
  ): Promise<z.input<typeof MyTier>> {
    const kept = await this.customers.person(reader, { id: brandId }, customerId);
    if (!kept || kept.customerId === customerId) refuse('SESSION_REVOKED');
    return this.mineIn(reader, brandId, kept);
  }

  async ofCustomer(
    viewer: Viewer,
    publicId: string,
  ): Promise<Result<CustomerTierView, { readonly code: 'CUSTOMER_UNKNOWN' }>> {
    const { brandId } = viewer;
    return this.db.read(async (reader) => {
      const person = await this.customers.visible(reader, viewer, publicId);
      if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' });
      const { customerId: keptId, family } = person;
      const rules = await this.schemes.rulesOf(reader, brandId);
      const passes = await tierPasses.select(reader, brandId, { customerId: family });
      const gifts = await upgradeBonuses.select(
        reader,
        brandId,
        { customerId: family },
        { columns: ['level', 'points', 'givenAtMs', 'revokedPoints'], order: 'level, customer_id' },
      );
      return ok({
        customerId: this.publicIds.encode('cus', keptId),
        standing: await this.standingOf(reader, brandId, person, rules),
        passes: passes.map((pass) => this.passView(rules, pass)),
        gifts,
        changes: await this.changesOf(reader, brandId, keptId, rules, CHANGES),
      });
    });
  }

  /** The levels of these customers as badges; who is no member is not in the answer. */
  async badges(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
  ): Promise<Map<number, TierBadge>> {
    const nowMs = this.db.nowMs();
    const asked = [...new Set(customerIds)].map((customerId) => ({ customerId, atMs: nowMs }));
    const levels = await this.tiers.levelsAt(reader, brandId, asked);
    const { scheme } = schemeAt(await this.schemes.rulesOf(reader, brandId), nowMs);
    const held = asked.map(({ customerId }, i): [number, number] => [customerId, levels[i] ?? 0]);
    return new Map(held.filter(([, level]) => level > 0).map(([id, level]) => [id, badgeOf(scheme, level)]));
  }

  /**
   * As `badges` of one member, by what the last judgement stored where that still holds.
   * @param stored null when nothing is stored
   */
  async badge(
    reader: Reader,
    brandId: number,
    customerId: number,
    stored: StoredStanding | null,
  ): Promise<TierBadge | null> {
    const rules = await this.schemes.rulesOf(reader, brandId);
    const nowMs = this.db.nowMs();
    if (!stored || !isFresh(stored, rules, nowMs))
      return (await this.badges(reader, brandId, [customerId])).get(customerId) ?? null;
    return stored.level > 0 ? badgeOf(schemeAt(rules, nowMs).scheme, stored.level) : null;
  }

  /** A pass in the words of the scheme in force. */
  async pass(brandId: number, pass: PassRow): Promise<PassView> {
    return this.passView(await this.db.read((reader) => this.schemes.rulesOf(reader, brandId)), pass);
  }

  private async standingOf(
    reader: Reader,
    brandId: number,
    { customerId }: Person,
    rules: TierRules,
  ): Promise<StandingView | null> {
    const judgement = await this.tiers.judgementOf(reader, brandId, customerId, rules);
    if (!judgement || judgement.level === 0) return null;
    const { pass } = judgement;
    const running = pass && (await tierPasses.one(reader, brandId, { id: pass.id }));
    const standing = standingIn(judgement, rules, this.db.nowMs());
    return { ...standing, pass: running && this.passView(rules, running) };
  }

  private async changesOf(
    reader: Reader,
    brandId: number,
    customerId: number,
    rules: TierRules,
    limit: number,
  ): Promise<ChangeView[]> {
    const newest = { order: 'occurred_at_ms DESC, id DESC', limit };
    const rows = await tierChanges.select(reader, brandId, { customerId }, newest);
    const orderIds = rows.filter(isOfOrder).map((row) => row.causeId);
    const orders = await this.orders.describe(reader, brandId, orderIds);
    const { scheme } = schemeAt(rules, this.db.nowMs());
    const nameOf = (level: number): ChangeView['toName'] =>
      level === 0 ? null : badgeOf(scheme, level).name;
    return rows.map((row): ChangeView => {
      const { fromLevel, toLevel, recordedAtMs, schemeVersion, figure, needed } = row;
      return {
        reason: row.reason,
        ...{ fromLevel, toLevel, fromName: nameOf(fromLevel), toName: nameOf(toLevel) },
        ...{ occurredAtMs: row.occurredAtMs, recordedAtMs, schemeVersion, figure, needed },
        causeKind: row.causeKind as ChangeView['causeKind'],
        orderNumber: isOfOrder(row) ? (orders.get(row.causeId)?.orderNumber ?? null) : null,
      };
    });
  }

  private passView(rules: TierRules, pass: PassRow): PassView {
    const nowMs = this.db.nowMs();
    return passView(schemeAt(rules, nowMs).scheme, pass, this.publicIds.encode('tps', pass.id), nowMs);
  }
}

const isOfOrder = (row: Pick<RowOf<typeof tierChanges>, 'causeKind'>): boolean =>
  row.causeKind === 'order' || row.causeKind === 'refund';
