import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { dayOf, dayStartMs, fail, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { CustomerPrincipal, RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BindingsService, GuideScans } from '../bindings';
import { BrandsService, type Brand } from '../brands';
import { IngestService } from '../imports';
import { CardsService, TimelineService, type TimelineAsk, type TimelinePage } from '../insights';
import { ConsentsService, CustomersService, MemberCodesService, MembershipService } from '../members';
import { memberPoints, PointsReads } from '../ledger';
import { TierScreens } from '../tiers';
import { GuideRolesService } from './roles.service';

type Card = z.input<(typeof routes)['scanMemberCode']['reply']>;
type Home = z.input<(typeof routes)['guideHome']['reply']>;
/** A caller whom the guard let in as a guide. */
type GuideCaller = CustomerPrincipal;

const RECENT = 10;
/** The channel of what happens in front of a guide. */
const GUIDE_CHANNEL = 'guide';

/** What a guide does at the counter: scan a code, see who it is, look back at whom they served today. */
@Injectable()
export class WorkspaceService {
  constructor(
    private readonly db: Database,
    private readonly scans: GuideScans,
    private readonly roles: GuideRolesService,
    private readonly bindings: BindingsService,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly membership: MembershipService,
    private readonly consents: ConsentsService,
    private readonly codes: MemberCodesService,
    private readonly points: PointsReads,
    private readonly tiers: TierScreens,
    private readonly ingest: IngestService,
    private readonly cards: CardsService,
    private readonly timelines: TimelineService,
    private readonly publicIds: PublicIds,
  ) {}

  /** Uses up a member's code and answers who it is. The code's end and the scan commit together (GUIDES-3). */
  async scan(who: GuideCaller, code: string): Promise<Result<Card, RefusalOf<'scanMemberCode'>>> {
    const guide = guideOf(who);
    return this.db.run('guides.scan', async (tx): Promise<Result<Card, RefusalOf<'scanMemberCode'>>> => {
      const used = await this.codes.use(tx, who.brandId, code);
      if (!used.ok) return used;
      const brand = await this.brands.byId(tx, who.brandId);
      // Locked before anything of theirs is written; whose customer they become is decided under it.
      const customerId = (await this.customers.lock(tx, brand, [used.value])).get(used.value) ?? used.value;
      const scanId = this.db.nextId();
      const nowMs = this.db.nowMs();
      await this.scans.add(tx, {
        id: scanId,
        brandId: who.brandId,
        guideId: guide.guideId,
        storeId: guide.storeId,
        customerId,
        scannedAtMs: nowMs,
      });
      const family = await this.membership.familyOf(tx, brand, customerId);
      await this.bindings.scanned(tx, brand.id, family, guide, nowMs);
      const visit = { eventId: `scan:${scanId}`, type: 'store.visited', occurredAtMs: nowMs };
      const store = await this.codeOfStore(tx, brand, guide.storeId);
      await this.ingest.trackWithin(tx, brand, customerId, [{ ...visit, store }], GUIDE_CHANNEL);
      return ok(await this.cardOf(tx, brand, customerId));
    });
  }

  async home(who: GuideCaller): Promise<Home> {
    const guide = guideOf(who);
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, who.brandId);
      const role = await this.roles.roleOf(
        reader,
        who.brandId,
        await this.membership.familyOf(reader, brand, who.customerId),
      );
      if (!role) throw new Error('A guide lost the role between the guard and the handler');
      const nowMs = this.db.nowMs();
      const today = dayStartMs(dayOf(nowMs, brand.timeZone), brand.timeZone);
      const scans = await this.scans.latest(reader, brand.id, guide.guideId, RECENT);
      const canonical = await this.customers.canonical(
        reader,
        brand,
        scans.map((scan) => scan.customerId),
      );
      const recent = [];
      for (const scan of scans) {
        const customerId = canonical.get(scan.customerId) ?? scan.customerId;
        recent.push({
          customer: await this.cardOf(reader, brand, customerId),
          scannedAtMs: scan.scannedAtMs,
        });
      }
      return {
        guide: {
          guideId: this.publicIds.encode('gde', role.guideId),
          name: role.name,
          storeCode: role.storeCode,
          storeName: role.storeName,
        },
        serverNowMs: nowMs,
        scansToday: await this.scans.countSince(reader, brand.id, guide.guideId, today),
        recent,
      };
    });
  }

  async card(who: GuideCaller, publicId: string): Promise<Result<Card, RefusalOf<'guideCustomer'>>> {
    return this.db.read(async (reader): Promise<Result<Card, RefusalOf<'guideCustomer'>>> => {
      const brand = await this.brands.byId(reader, who.brandId);
      const customerId = await this.reachable(reader, brand, who, publicId);
      return customerId === null
        ? fail({ code: 'CUSTOMER_UNKNOWN' })
        : ok(await this.cardOf(reader, brand, customerId));
    });
  }

  async timeline(
    who: GuideCaller,
    publicId: string,
    page: TimelineAsk,
  ): Promise<Result<TimelinePage, RefusalOf<'guideCustomerTimeline'>>> {
    return this.db.read(async (reader): Promise<Result<TimelinePage, RefusalOf<'guideCustomerTimeline'>>> => {
      const brand = await this.brands.byId(reader, who.brandId);
      const customerId = await this.reachable(reader, brand, who, publicId);
      if (customerId === null) return fail({ code: 'CUSTOMER_UNKNOWN' });
      const family = await this.membership.familyOf(reader, brand, customerId);
      return ok(await this.timelines.timeline(reader, brand, family, page));
    });
  }

  /**
   * GUIDES-1: a guide reaches the customers they scanned and those whose home store is the guide's own. Anybody else
   * is answered as if unknown, so that ids cannot be tried out.
   */
  private async reachable(
    reader: Reader,
    brand: Brand,
    who: GuideCaller,
    publicId: string,
  ): Promise<number | null> {
    const guide = guideOf(who);
    const id = this.publicIds.decode('cus', publicId);
    const customerId =
      id === null ? undefined : (await this.customers.canonical(reader, brand, [id])).get(id);
    if (customerId === undefined) return null;
    const profile = (await this.membership.profiles(reader, brand.id, [customerId])).get(customerId);
    if (!profile || profile.erasedAtMs !== null) return null;
    if (profile.homeStoreId === guide.storeId) return customerId;
    const family = await this.membership.familyOf(reader, brand, customerId);
    return (await this.scans.last(reader, brand.id, guide.guideId, family)) ? customerId : null;
  }

  private async codeOfStore(reader: Reader, brand: Brand, storeId: number): Promise<string> {
    const stores = await this.brands.stores(reader, brand.id);
    return [...stores].find(([, store]) => store.id === storeId)?.[0] ?? '';
  }

  private async cardOf(reader: Reader, brand: Brand, customerId: number): Promise<Card> {
    const profile = (await this.membership.profiles(reader, brand.id, [customerId])).get(customerId);
    if (!profile) throw new Error('A scanned customer is not of this brand');
    const figures = (await this.cards.card(reader, brand, [customerId])).get(customerId);
    const family = await this.membership.familyOf(reader, brand, customerId);
    const balance = await this.points.balanceOf(reader, memberPoints({ brandId: brand.id, customerId }));
    const tiers = await this.tiers.badges(reader, brand.id, [customerId]);
    const stores = await this.brands.stores(reader, brand.id);
    const homeStore = [...stores.values()].find((store) => store.id === profile.homeStoreId);
    return {
      customerId: this.publicIds.encode('cus', customerId),
      nickname: profile.nickname,
      mobileMasked: profile.mobileMasked,
      isMember: profile.joinedAtMs !== null,
      joinedAtMs: profile.joinedAtMs,
      layer: figures?.layer ?? 'none',
      tier: tiers.get(customerId) ?? null,
      pointsAvailable: balance.available,
      orders: figures?.orders ?? 0,
      spentFen: figures ? Math.max(0, figures.paidFen - figures.refundedFen) : 0,
      lastOrderAtMs: figures?.lastOrderAtMs ?? null,
      lastSeenAtMs: figures?.lastSeenAtMs ?? null,
      homeStore: homeStore?.name ?? null,
      allowsMarketing: await this.consents.allows(reader, family, 'marketing'),
    };
  }
}

function guideOf(who: GuideCaller): { guideId: number; storeId: number } {
  if (!who.guide) throw new Error('A guide route was reached without a guide');
  return who.guide;
}
