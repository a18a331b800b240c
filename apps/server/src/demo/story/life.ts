import type { Day } from '@liuliang/domain';
import { goods, guides, type Goods } from './catalogue';
import type { Chance } from './chance';
import type { Chronicle, Moment } from './chronicle';
import type { SegmentMember, HomeChannel, StoryDays } from './population';
import { busyDay, campaignOn, festivalsWithin, pricePercentOn } from './season';

/** The last evening: what happens on the last day happens before half past nine. */
const LAST_MINUTE = 21 * 60 + 30;
const LATE_EVENT_RATE = 20;
const LATE_DAYS = [1, 9] as const;
/** Platforms send their orders by a file once a day, tills at once. */
const LATE_ORDER_RATE: Readonly<Record<HomeChannel, number>> = {
  wechat_mini: 0,
  pos: 10,
  tmall: 120,
  jd: 120,
  douyin: 60,
};
const GUIDED_RATE = 760;
const REFUND_RATE = 65;
const goodsByWeight = goods.map((one) => [one, one.weight] as const);

/** Tells one person's time with the brand, from the day they came to the day they went, or to the last day. */
export function liveOn(member: SegmentMember, chance: Chance, chronicle: Chronicle, days: StoryDays): void {
  const { persona, arrivalDay } = member;
  const life = new Life(member, chance, chronicle, days.last);
  const goneAfter = arrivalDay + chance.between(persona.goneAfterDays);
  const lastDay = chance.happens(persona.staysRate) ? days.last : Math.min(goneAfter, days.last);
  life.arrive();
  let day = arrivalDay + chance.between(persona.visitGapDays);
  for (; day <= lastDay; day += chance.between(persona.visitGapDays)) life.visit(day);
  life.shop(lastDay);
}

class Life {
  constructor(
    private readonly member: SegmentMember,
    private readonly chance: Chance,
    private readonly chronicle: Chronicle,
    private readonly lastDay: Day,
  ) {}

  arrive(): void {
    const { channels, arrivalDay, arrivalMinute, joined, person, persona } = this.member;
    const at = this.at(channels[0] ?? 'wechat_mini', arrivalDay, arrivalMinute);
    this.touch(at);
    if (persona.depths.shallow > 0 && this.chance.happens(700))
      this.look({ ...at, minuteOfDay: at.minuteOfDay + 1 });
    if (!joined || !person.membership) return;
    this.tell(this.at(person.membership.channel, joined.day, joined.minuteOfDay), 'member.joined');
  }

  visit(day: Day): void {
    const { depths } = this.member.persona;
    const depth = this.chance.weighted([
      ['touch', depths.touch],
      ['shallow', depths.shallow],
      ['deep', depths.deep],
    ] as const);
    const at = this.at(this.channel(), day);
    if (depth === 'touch') return this.touch(at);
    if (this.chance.happens(250)) this.touch(at);
    this.look({ ...at, minuteOfDay: at.minuteOfDay + 1 });
    if (depth === 'deep') this.engage({ ...at, minuteOfDay: at.minuteOfDay + 3 });
  }

  shop(lastDay: Day): void {
    const { persona, arrivalDay } = this.member;
    let left = this.chance.between(persona.purchases);
    let from = arrivalDay + persona.firstPurchaseAfterDays[0];
    let to = arrivalDay + persona.firstPurchaseAfterDays[1];
    // Who came to buy buys once, however soon they are gone; later purchases need somebody who is still there.
    for (let until = this.lastDay; left > 0; left -= 1, until = lastDay) {
      const channel = this.channel();
      const day = busyDay(this.chance, from, to, channel === 'pos' ? 'stores' : 'online');
      if (day > until) break;
      this.buy(channel, day);
      from = day + persona.purchaseGapDays[0];
      to = day + persona.purchaseGapDays[1];
    }
    for (const [first, last] of festivalsWithin(arrivalDay + persona.firstPurchaseAfterDays[1], lastDay)) {
      if (!this.chance.happens(persona.festivalRate)) continue;
      const online = this.member.channels.filter((channel) => channel !== 'pos');
      if (online.length > 0) this.buy(this.chance.pick(online), this.chance.between([first, last]));
    }
  }

  /** Half the time people go where they came from. */
  private channel(): HomeChannel {
    const { channels } = this.member;
    return this.chance.pick(this.chance.happens(500) ? channels.slice(0, 1) : channels);
  }

  private buy(channel: HomeChannel, day: Day): void {
    const at = this.at(channel, day);
    const basket = this.basket();
    this.consider(at, channel, basket);
    const amountFen = priceOf(basket, pricePercentOn(day, channel === 'pos' ? 'stores' : 'online'));
    const isGuided = channel === 'pos' && this.chance.happens(GUIDED_RATE);
    const staff = guides.filter((guide) => guide.store === this.member.store);
    const draftId = this.chronicle.order(this.member.person, {
      ...at,
      minuteOfDay: at.minuteOfDay + 8,
      amountFen,
      guide: isGuided ? this.chance.pick(staff).code : '',
      lateDays: this.chance.happens(LATE_ORDER_RATE[channel]) ? this.chance.between([1, 2]) : 0,
    });
    if (this.chance.happens(REFUND_RATE)) this.giveBack(draftId, day, amountFen, basket);
  }

  private consider(at: Moment, channel: HomeChannel, basket: readonly Goods[]): void {
    const item = basket[0]?.name ?? '';
    if (channel === 'pos') {
      this.tell(at, 'store.visited');
      if (this.chance.happens(350)) this.tell({ ...at, minuteOfDay: at.minuteOfDay + 3 }, 'consulted', item);
      return;
    }
    this.tell({ ...at, minuteOfDay: at.minuteOfDay + 1 }, 'product.viewed', item);
    if (this.chance.happens(600)) this.tell({ ...at, minuteOfDay: at.minuteOfDay + 4 }, 'cart.added', item);
  }

  /** Six of ten refunds give everything back; of the others one piece, and sometimes another one later. */
  private giveBack(draftId: string, paidDay: Day, amountFen: number, basket: readonly Goods[]): void {
    const day = paidDay + this.chance.between([1, 12]);
    const minute = this.chance.between([600, 1200]);
    if (basket.length === 1 || this.chance.happens(600))
      return this.chronicle.refund(this.member.person, draftId, day, minute, amountFen);
    const partFen = Math.floor(amountFen / (basket.length * 100)) * 100;
    this.chronicle.refund(this.member.person, draftId, day, minute, partFen);
    if (basket.length > 2 && this.chance.happens(400))
      this.chronicle.refund(this.member.person, draftId, day + 3, minute, partFen);
  }

  private touch(at: Moment): void {
    const campaign = campaignOn(at.day);
    switch (at.channel) {
      case 'pos':
        return this.tell(at, 'store.visited');
      case 'tmall':
      case 'jd':
        return this.tell(at, 'page.landed', campaign);
      case 'douyin':
        return this.tell(at, 'ad.exposed', campaign);
      default:
        if (this.isMemberOn(at.day) && this.chance.happens(450))
          return this.tell(at, 'message.delivered', campaign);
        return this.tell({ ...at, channel: 'ads' }, 'ad.exposed', campaign);
    }
  }

  private look(at: Moment): void {
    const item = this.chance.weighted(goodsByWeight).name;
    switch (at.channel) {
      case 'pos':
        return this.tell(at, 'code.scanned', item);
      case 'douyin':
        return this.tell(at, 'live.watched', campaignOn(at.day));
      case 'wechat_mini':
        this.tell(at, 'mini.opened');
        if (this.chance.happens(60)) this.tell({ ...at, channel: 'official_account' }, 'account.followed');
        return this.tell({ ...at, minuteOfDay: at.minuteOfDay + 1 }, 'product.viewed', item);
      default:
        return this.tell(at, 'product.viewed', item);
    }
  }

  private engage(at: Moment): void {
    const item = this.chance.weighted(goodsByWeight).name;
    if (at.channel === 'pos') return this.tell(at, this.chance.pick(['consulted', 'sample.requested']), item);
    if (at.channel !== 'wechat_mini' || !this.isMemberOn(at.day))
      return this.tell(at, this.chance.pick(['product.favorited', 'cart.added', 'shared']), item);
    const type = this.chance.weighted([
      ['checkin.done', 34],
      ['coupon.claimed', 18],
      ['product.favorited', 16],
      ['cart.added', 14],
      ['draw.entered', 8],
      ['group.joined', 5],
      ['guide.added', 5],
    ] as const);
    const isWecom = type === 'group.joined' || type === 'guide.added';
    const hasItem = type === 'product.favorited' || type === 'cart.added' || type === 'draw.entered';
    this.tell({ ...at, channel: isWecom ? 'wecom' : at.channel }, type, hasItem ? item : '');
  }

  private isMemberOn(day: Day): boolean {
    return this.member.joined !== null && day > this.member.joined.day;
  }

  private basket(): Goods[] {
    const size = this.chance.weighted([
      [1, 60],
      [2, 28],
      [3, 12],
    ] as const);
    return Array.from({ length: size }, () => this.chance.weighted(goodsByWeight));
  }

  /** A moment in a channel: shops are open from half past ten, phones are in hand until eleven. */
  private at(channel: HomeChannel, day: Day, minute?: number): Moment {
    const drawn = minute ?? this.chance.between(channel === 'pos' ? [630, 1270] : [500, 1380]);
    const minuteOfDay = day === this.lastDay ? Math.min(drawn, LAST_MINUTE - 10) : drawn;
    return { day, minuteOfDay, channel, ...(channel === 'pos' ? { store: this.member.store } : {}) };
  }

  private tell(at: Moment, type: string, item = ''): void {
    const lateDays = this.chance.happens(LATE_EVENT_RATE) ? this.chance.between(LATE_DAYS) : 0;
    this.chronicle.event(this.member.person, { ...at, type, item }, lateDays);
  }
}

/** Whole yuan, as shops write prices. */
function priceOf(basket: readonly Goods[], percent: number): number {
  const listFen = basket.reduce((sum, { priceFen }) => sum + priceFen, 0);
  return Math.floor((listFen * percent) / 10_000) * 100;
}
