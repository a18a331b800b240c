import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { dayOf, dayStartMs, fail, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import type { Person } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { refuse, type CustomerPrincipal, type RefusalOf } from '../../platform/http';
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
      const person = (await this.customers.lock(tx, brand, [used.value])).person(used.value);
      const { customerId, family } = person;
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
      await this.bindings.scanned(tx, brand.id, family, guide, nowMs);
      const visit = { eventId: `scan:${scanId}`, type: 'store.visited', occurredAtMs: nowMs };
      const store = await this.codeOfStore(tx, brand, guide.storeId);
      await this.ingest.trackWithin(tx, brand, customerId, [{ ...visit, store }], GUIDE_CHANNEL);
      return ok(await this.cardOf(tx, brand, person));
    });
  }

  async home(who: GuideCaller): Promise<Home> {
    const guide = guideOf(who);
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, who.brandId);
      const role = await this.roles.roleOf(reader, who.brandId, who.person.family);
      // Who left a moment ago may still be let in.
      if (!role) refuse('GUIDE_REQUIRED');
      const nowMs = this.db.nowMs();
      const today = dayStartMs(dayOf(nowMs, brand.timeZone), brand.timeZone);
      const scans = await this.scans.latest(reader, brand.id, guide.guideId, RECENT);
      const people = await this.customers.people(
        reader,
        brand,
        scans.map((scan) => scan.customerId),
      );
      const recent = [];
      for (const scan of scans) {
        const person = people.get(scan.customerId);
        if (!person) throw new Error('A scanned customer is not of this brand');
        recent.push({ customer: await this.cardOf(reader, brand, person), scannedAtMs: scan.scannedAtMs });
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
      const person = await this.reachable(reader, who, publicId);
      return person ? ok(await this.cardOf(reader, brand, person)) : fail({ code: 'CUSTOMER_UNKNOWN' });
    });
  }

  async timeline(
    who: GuideCaller,
    publicId: string,
    page: TimelineAsk,
  ): Promise<Result<TimelinePage, RefusalOf<'guideCustomerTimeline'>>> {
    return this.db.read(async (reader): Promise<Result<TimelinePage, RefusalOf<'guideCustomerTimeline'>>> => {
      const person = await this.reachable(reader, who, publicId);
      if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' });
      return ok(await this.timelines.timeline(reader, { id: who.brandId }, person.family, page));
    });
  }

  /**
   * GUIDES-1: a guide reaches the customers they scanned and those whose home store is the guide's own. Anybody else
   * is answered as if unknown, so that ids cannot be tried out.
   */
  private async reachable(reader: Reader, who: GuideCaller, publicId: string): Promise<Person | null> {
    const { guideId, storeId } = guideOf(who);
    const person = await this.customers.behind(reader, { id: who.brandId }, publicId);
    if (!person || person.erasedAtMs > 0) return null;
    const isNear =
      person.homeStoreId === storeId ||
      (await this.scans.last(reader, who.brandId, guideId, person.family)) !== null;
    return isNear ? person : null;
  }

  private async codeOfStore(reader: Reader, brand: Brand, storeId: number): Promise<string> {
    const stores = await this.brands.stores(reader, brand.id);
    return [...stores].find(([, store]) => store.id === storeId)?.[0] ?? '';
  }

  private async cardOf(reader: Reader, brand: Brand, { customerId, family }: Person): Promise<Card> {
    const profile = (await this.membership.profiles(reader, brand.id, [customerId])).get(customerId);
    if (!profile) throw new Error('A scanned customer is not of this brand');
    const figures = (await this.cards.card(reader, brand, [customerId])).get(customerId);
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
      allowsMarketing: await this.consents.allows(reader, brand.id, family, 'marketing'),
    };
  }
}

function guideOf(who: GuideCaller): { guideId: number; storeId: number } {
  if (!who.guide) throw new Error('A guide route was reached without a guide');
  return who.guide;
}
