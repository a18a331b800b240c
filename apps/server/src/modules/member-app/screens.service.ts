import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { balanceAt, usablePoints } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { CustomerPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import { GuideRolesService } from '../guides';
import { ConsentsService, CustomersService, MembershipService } from '../members';
import { memberPoints, PointsReads, type PointsHolder } from '../ledger';
import { TierScreens } from '../tiers';
import { homeCard, latestMovements, type HomeCard, type MovementsOfOrders } from './home.queries';
import { PointsScreens } from './points-screens';

type Home = z.input<(typeof routes)['memberHome']['reply']>;
type Who = Pick<CustomerPrincipal, 'brandId' | 'person'>;
/** `guide` tells whether to look for a role at all; undefined: nobody knows yet. */
type Caller = Who & Partial<Pick<CustomerPrincipal, 'guide'>>;

/** What joining gives, in the order of the screen. */
const JOIN_OFFER = [
  { zh: '每次购物自动积分，线上线下都算', en: 'Points on every purchase, online and in store' },
  { zh: '限量款抽签和优先购资格', en: 'A place in draws for limited releases' },
  { zh: '生日礼和会员专属活动', en: 'A birthday gift and members-only events' },
];
const LATEST_POINTS = 3;
const NO_MOVEMENTS: MovementsOfOrders = { items: [], orders: new Map() };

/** Puts together what a customer sees of themselves, each screen from one answer. */
@Injectable()
export class ScreensService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly membership: MembershipService,
    private readonly consents: ConsentsService,
    private readonly tiers: TierScreens,
    private readonly points: PointsReads,
    private readonly pointsScreens: PointsScreens,
    private readonly guides: GuideRolesService,
    private readonly publicIds: PublicIds,
  ) {}

  home(who: Caller): Promise<Home> {
    return this.db.read((reader) => this.homeIn(reader, who));
  }

  /** As `home`, of somebody who has just become who they are. */
  homeOf(brandId: number, customerId: number): Promise<Home> {
    return this.db.read(async (reader) => {
      const person = await this.customers.person(reader, { id: brandId }, customerId);
      if (!person) throw new Error('Somebody vanished who has just come in');
      return this.homeIn(reader, { brandId, person });
    });
  }

  async homeIn(reader: Reader, { brandId, person, guide }: Caller): Promise<Home> {
    const { customerId, family } = person;
    const holder = memberPoints({ brandId, customerId });
    const brand = await this.brands.byId(reader, brandId);
    const card = await homeCard(reader, brandId, person);
    const isMember = card !== null && card.customer.joinedAtMs > 0;
    const latest = isMember ? await this.latest(reader, holder) : NO_MOVEMENTS;
    const role = isMember && guide !== null ? await this.guides.roleOf(reader, brandId, family) : null;
    return {
      brand: {
        code: brand.code,
        name: brand.name,
        slogan: brand.slogan,
        primaryColour: brand.primaryColour,
        radiusPx: brand.radiusPx,
      },
      serverNowMs: this.db.nowMs(),
      isMember,
      member: isMember ? await this.memberOf(reader, brandId, card) : null,
      joinOffer: isMember ? [] : JOIN_OFFER,
      consentTexts: (await this.consents.texts(reader, brandId)).map((text) => ({ ...text })),
      mustAgreeAgain: isMember && (await this.consents.isOutdated(reader, brandId, family)),
      unreadMessages: card?.unread ?? 0,
      latestPoints: this.pointsScreens.lines(latest.items, latest.orders),
      guide: role && {
        guideId: this.publicIds.encode('gde', role.guideId),
        name: role.name,
        storeCode: role.storeCode,
        storeName: role.storeName,
      },
    };
  }

  private async latest(reader: Reader, holder: PointsHolder): Promise<MovementsOfOrders> {
    const latest = await latestMovements(reader, holder, LATEST_POINTS);
    // Of a correction other postings may stand behind these, and what was carried on after a merge is of other orders.
    const isMore = latest.items.some(
      ({ kind, orderId }) => kind === 'settle' || (orderId !== null && !latest.orders.has(orderId)),
    );
    return isMore ? this.pointsScreens.latest(reader, holder, LATEST_POINTS) : latest;
  }

  /** What the card says, worked out exactly where time or a merge has overtaken it. */
  private async memberOf(
    reader: Reader,
    brandId: number,
    card: HomeCard,
  ): Promise<NonNullable<Home['member']>> {
    const { customer, isCurrent, standing, lots } = card;
    const nowMs = this.db.nowMs();
    const holder = memberPoints({ brandId, customerId: customer.id });
    const balance = lots ? balanceAt(lots, nowMs) : await this.points.balanceOf(reader, holder, nowMs);
    const { nickname, mobileMasked } = this.membership.known(customer);
    return {
      customerId: this.publicIds.encode('cus', customer.id),
      nickname,
      joinedAtMs: customer.joinedAtMs,
      pointsAvailable: usablePoints(balance),
      pointsPending: balance.pending,
      pointsDebt: balance.debt,
      expiringNext: balance.expiringNext,
      mobileMasked,
      tier: await this.tiers.badge(reader, brandId, customer.id, isCurrent ? standing : null),
    };
  }
}
