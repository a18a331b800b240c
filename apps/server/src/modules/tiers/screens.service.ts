import { Injectable } from '@nestjs/common';
import type { MyTier, TierChange } from '@liuliang/contract';
import {
  badgeOf,
  fail,
  holdsAt,
  isFresh,
  ok,
  schemeAt,
  standingIn,
  type JudgedStanding,
  type Result,
  type StoredStanding,
  type TierBadge,
  type TierRules,
} from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { refuse, type CustomerPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import type { Person } from '../../platform/areas';
import { CustomersService, type Viewer } from '../members';
import { tierPasses, upgradeBonuses, type PassRow } from './entities';
import { heldStanding, latestChanges, type ShownPass } from './screens.queries';
import { SchemesService } from './schemes.service';
import { TiersService } from './tiers.service';
import { passView, type CustomerTierView, type PassView, type StandingView } from './views';

type ChangeView = z.input<typeof TierChange>;

const MY_CHANGES = 50;
const CHANGES = 100;
/** More than any real customer has, little enough to answer at once. */
const CHANGES_EXPORTED = 5_000;

/** What screens show of tiers: judged at the moment of reading, or what the last judgement says until something is due. */
@Injectable()
export class TierScreens {
  constructor(
    private readonly db: Database,
    private readonly tiers: TiersService,
    private readonly schemes: SchemesService,
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

  /** What a person may take along: where they stand, every pass and gift of theirs, and every change with its reason. */
  async exported(reader: Reader, brandId: number, person: Person) {
    const rules = await this.schemes.rulesOf(reader, brandId);
    const { customerId, family } = person;
    const passes = await tierPasses.select(reader, brandId, { customerId: family });
    const gifts = await this.giftsOf(reader, brandId, family);
    return {
      standing: await this.standingOf(reader, brandId, person, rules),
      passes: passes.map((pass) => this.passView(rules, pass)),
      gifts,
      changes: await this.changesOf(reader, brandId, customerId, rules, CHANGES_EXPORTED),
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
      return ok({
        customerId: this.publicIds.encode('cus', keptId),
        standing: await this.standingOf(reader, brandId, person, rules),
        passes: passes.map((pass) => this.passView(rules, pass)),
        gifts: await this.giftsOf(reader, brandId, family),
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
   * As `badges` of members, by what the last judgement stored where that still holds.
   * @param stored by member; null of whom nothing is stored
   */
  async badgesBy(
    reader: Reader,
    brandId: number,
    stored: ReadonlyMap<number, StoredStanding | null>,
  ): Promise<Map<number, TierBadge>> {
    if (stored.size === 0) return new Map();
    const rules = await this.schemes.rulesOf(reader, brandId);
    const nowMs = this.db.nowMs();
    const { scheme } = schemeAt(rules, nowMs);
    const open: number[] = [];
    const badges = new Map<number, TierBadge>();
    for (const [customerId, standing] of stored) {
      if (!standing || !isFresh(standing, rules, nowMs)) open.push(customerId);
      else if (standing.level > 0) badges.set(customerId, badgeOf(scheme, standing.level));
    }
    if (open.length === 0) return badges;
    return new Map([...badges, ...(await this.badges(reader, brandId, open))]);
  }

  /** The levels of the scheme in force, the lowest first. */
  async levels(reader: Reader, brandId: number): Promise<TierBadge[]> {
    const { scheme } = schemeAt(await this.schemes.rulesOf(reader, brandId), this.db.nowMs());
    return scheme.levels.map((_, i) => badgeOf(scheme, i + 1));
  }

  /** As `badgesBy`, of one member. */
  async badge(
    reader: Reader,
    brandId: number,
    customerId: number,
    stored: StoredStanding | null,
  ): Promise<TierBadge | null> {
    const badges = await this.badgesBy(reader, brandId, new Map([[customerId, stored]]));
    return badges.get(customerId) ?? null;
  }

  /** A pass in the words of the scheme in force. */
  async pass(brandId: number, pass: PassRow): Promise<PassView> {
    return this.passView(await this.db.read((reader) => this.schemes.rulesOf(reader, brandId)), pass);
  }

  /** By the last judgement where it still holds, or judged now: TIERS-6. */
  private async standingOf(
    reader: Reader,
    brandId: number,
    { customerId }: Person,
    rules: TierRules,
  ): Promise<StandingView | null> {
    const held = await heldStanding(reader, brandId, customerId);
    if (held && holdsAt(held.standing, rules, reader.nowMs()))
      return this.standingView(rules, held.standing, held.pass);
    const judgement = await this.tiers.judgementOf(reader, brandId, customerId, rules);
    if (!judgement) return null;
    const { pass } = judgement;
    const running = pass && (await tierPasses.one(reader, brandId, { id: pass.id }));
    return this.standingView(rules, judgement, running);
  }

  /** Null for who has not joined yet. */
  private standingView(
    rules: TierRules,
    judged: JudgedStanding,
    pass: ShownPass | null,
  ): StandingView | null {
    if (judged.level === 0) return null;
    return { ...standingIn(judged, rules, this.db.nowMs()), pass: pass && this.passView(rules, pass) };
  }

  private async giftsOf(reader: Reader, brandId: number, family: readonly number[]) {
    const gifts = await upgradeBonuses.select(
      reader,
      brandId,
      { customerId: family },
      { columns: ['level', 'points', 'givenAtMs', 'revokedPoints'], order: 'level, customer_id' },
    );
    // One of 0 points was put right to nothing.
    return gifts.filter(({ points }) => points > 0);
  }

  private async changesOf(
    reader: Reader,
    brandId: number,
    customerId: number,
    rules: TierRules,
    limit: number,
  ): Promise<ChangeView[]> {
    const rows = await latestChanges(reader, brandId, customerId, limit);
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
        orderNumber: row.orderKey?.toString() ?? null,
      };
    });
  }

  private passView(rules: TierRules, pass: ShownPass): PassView {
    const nowMs = this.db.nowMs();
    return passView(schemeAt(rules, nowMs).scheme, pass, this.publicIds.encode('tps', pass.id), nowMs);
  }
}
