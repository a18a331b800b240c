import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import {
  birthdayThisYear,
  DAY_MS,
  dayOf,
  formatDay,
  isInBirthday,
  usablePoints,
  type Birthday,
  type Day,
} from '@liuliang/domain';
import type { z } from 'zod';
import type { Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { PublicIds } from '../../platform/ids';
import type { Brand } from '../brands';
import { CustomerCards, type CustomerCard } from '../customer-cards';
import { waitingGifts } from '../gifts';
import { BirthdaysService, ConsentsService } from '../members';
import { OrderReads } from '../orders';

export type CardView = z.input<(typeof routes)['guideHome']['reply']>['recent'][number]['customer'];
export type PageView = z.input<(typeof routes)['guideCustomer']['reply']>;

/** Points that end sooner are worth a word at the counter. */
export const EXPIRING_SOON_MS = 60 * DAY_MS;

/** Customers as a guide sees them: who they are, and what waits, expires or is celebrated. */
@Injectable()
export class GuideCards {
  constructor(
    private readonly cards: CustomerCards,
    private readonly consents: ConsentsService,
    private readonly birthdays: BirthdaysService,
    private readonly orders: OrderReads,
    private readonly publicIds: PublicIds,
  ) {}

  /** Cards by the customer's id; each who is asked for is answered. */
  async of(reader: Reader, brand: Brand, people: readonly Person[]): Promise<Map<number, CardView>> {
    const asked = [...new Map(people.map((person) => [person.customerId, person])).values()];
    if (asked.length === 0) return new Map();
    const ids = asked.map(({ customerId }) => customerId);
    const families = asked.map(({ family }) => family);
    const known = await this.cards.cards(reader, brand, ids);
    const waiting = await waitingGifts(reader, brand.id, families.flat());
    const birthdays = await this.birthdays.ofFamilies(reader, brand.id, families);
    const today = dayOf(reader.nowMs(), brand.timeZone);
    const cards = new Map<number, CardView>();
    for (const [i, { customerId, family }] of asked.entries()) {
      const card = known.get(customerId);
      if (!card) throw new Error('A customer of a guide is not of this brand');
      // Whoever was merged has made choices under each of their ids.
      const allowsMarketing =
        family.length > 1
          ? await this.consents.allows(reader, brand.id, family, 'marketing')
          : card.choseMarketing;
      const birthday = birthdays[i];
      cards.set(customerId, {
        ...this.figuresOf(card, reader.nowMs()),
        allowsMarketing,
        giftsWaiting: waiting
          .filter(({ ownerId }) => family.includes(ownerId))
          .map(({ name, expiresAtMs }) => ({ name, untilMs: expiresAtMs })),
        // GUIDES-5
        birthday:
          birthday && allowsMarketing
            ? { on: formatDay(birthdayThisYear(birthday, today)), isLunar: birthday.calendar === 'lunar' }
            : null,
      });
    }
    return cards;
  }

  /** One card, with what a page has room for. */
  async page(reader: Reader, brand: Brand, person: Person): Promise<PageView> {
    const card = (await this.of(reader, brand, [person])).get(person.customerId) as CardView;
    const latest = await this.orders.latestOf(reader, brand.id, person.family);
    if (!latest) return { ...card, lastPurchase: null };
    const { paidAtMs, amountFen, refundedFen, storeName, channel, pieces, item } = latest;
    const lastPurchase = { paidAtMs, amountFen, refundedFen, store: storeName, channel, pieces, item };
    return { ...card, lastPurchase };
  }

  private figuresOf(card: CustomerCard, nowMs: number) {
    const next = card.balance.expiringNext;
    const isSoon = next !== null && next.atMs - nowMs <= EXPIRING_SOON_MS;
    return {
      customerId: this.publicIds.encode('cus', card.customerId),
      nickname: card.nickname,
      mobileMasked: card.mobileMasked,
      isMember: card.joinedAtMs !== null,
      joinedAtMs: card.joinedAtMs,
      layer: card.layer,
      tier: card.tier,
      pointsAvailable: usablePoints(card.balance),
      pointsDebt: card.balance.debt,
      orders: card.orders,
      spentFen: Math.max(0, card.paidFen - card.refundedFen),
      lastOrderAtMs: card.lastOrderAtMs,
      lastSeenAtMs: card.lastSeenAtMs,
      homeStore: card.homeStore,
      pointsExpiring: isSoon ? { points: next.points, atMs: next.atMs } : null,
    };
  }
}

/** Whether a birthday falls into the month of a day. */
export const isThisMonth = (birthday: Birthday | null | undefined, today: Day): boolean =>
  birthday !== null && birthday !== undefined && isInBirthday(birthday, today, 'month');
