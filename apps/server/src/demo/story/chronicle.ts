import { formatDay, instantAt, type Day, type Identity, type IdentityKind } from '@liuliang/domain';
import { onlineStore, type Goods } from './catalogue';
import type { DeliveredEvent, DeliveredOrder, DeliveredRefund, StoryPerson } from './rows';

export const ZONE = 'Asia/Shanghai';

/** An event or an order to be told: when, and where. */
export interface Moment {
  readonly day: Day;
  readonly minuteOfDay: number;
  readonly channel: string;
  readonly store?: string;
}

export interface StoryEvent extends Moment {
  readonly type: string;
  readonly item?: string;
}

export interface StoryOrder extends Moment {
  readonly amountFen: number;
  readonly guide?: string;
  /** What was bought, where the till says so: one line for each, at its full price. */
  readonly basket?: readonly Goods[];
  /** Days until the platform's file arrives; 0: at once. */
  readonly lateDays?: number;
}

interface DraftOrder extends DeliveredOrder {
  readonly draftId: string;
  readonly prefix: string;
}

const ORDER_PREFIX: Readonly<Record<string, string>> = { pos: 'POS', tmall: 'TM', jd: 'JD', douyin: 'DY' };
/** Which of a person's identities a channel knows them by; the first one they have. */
const KNOWN_BY: Readonly<Record<string, readonly IdentityKind[]>> = {
  wechat_mini: ['wx_openid'],
  official_account: ['wx_openid'],
  wecom: ['wx_openid'],
  pos: ['mobile', 'pos_card'],
  tmall: ['tmall_ouid'],
  jd: ['jd_pin'],
  douyin: ['douyin_openid'],
};

/** Writes down what people do, and hands it over as the systems of the brand would: in rows, some of them late. */
export class Chronicle {
  private readonly events: DeliveredEvent[] = [];
  private readonly orders: DraftOrder[] = [];
  private readonly refunds: (DeliveredRefund & { readonly draftId: string })[] = [];
  private readonly counts = new Map<string, number>();

  /** @param lastDay nothing happens after it, and nothing arrives after it */
  constructor(private readonly lastDay: Day) {}

  event(person: StoryPerson, told: StoryEvent, lateDays = 0): void {
    if (told.day > this.lastDay) return;
    const number = this.next(person.key);
    const identity = identityFor(person, told.channel);
    const occurredAtMs = this.instantOf(told, number);
    this.events.push({
      arrivesAtMs: this.arrival(occurredAtMs, told, lateDays),
      row: {
        event_id: `islet-${person.key}-${number}`,
        identity_kind: identity.kind,
        identity: identity.value,
        type: told.type,
        occurred_at: isoOf(occurredAtMs),
        channel: told.channel,
        store: told.store ?? '',
        item: told.item ?? '',
      },
    });
  }

  /** @returns what a refund of this order names */
  order(person: StoryPerson, told: StoryOrder): string {
    if (told.day > this.lastDay) throw new Error('An order was told for a day after the story');
    const number = this.next(person.key);
    const draftId = `${person.key}-${number}`;
    const identity = identityFor(person, told.channel);
    const paidAtMs = this.instantOf(told, number);
    const isOnline = told.channel !== 'pos';
    this.orders.push({
      draftId,
      prefix: `${ORDER_PREFIX[told.channel] ?? 'WX'}${formatDay(told.day).replaceAll('-', '')}`,
      arrivesAtMs: this.arrival(paidAtMs, told, told.lateDays ?? 0),
      person: person.key,
      row: {
        order_id: '',
        identity_kind: identity.kind,
        identity: identity.value,
        paid_at: isoOf(paidAtMs),
        amount_fen: told.amountFen,
        channel: told.channel,
        store: told.store ?? (isOnline ? onlineStore.code : ''),
        guide: told.guide ?? '',
        ...linesOf(told.basket ?? []),
      },
    });
    return draftId;
  }

  refund(person: StoryPerson, draftId: string, day: Day, minuteOfDay: number, amountFen: number): void {
    if (day > this.lastDay) return;
    const refundedAtMs = instantAt(day, minuteOfDay, ZONE);
    const row = { refund_id: '', order_id: '', refunded_at: isoOf(refundedAtMs), amount_fen: amountFen };
    this.refunds.push({ draftId, arrivesAtMs: refundedAtMs, person: person.key, row });
  }

  /** Everything in the order of its arrival. Orders get their numbers here: per channel and day, by time of payment. */
  delivered(): { events: DeliveredEvent[]; orders: DeliveredOrder[]; refunds: DeliveredRefund[] } {
    const numberOf = this.orderNumbers();
    const orders = this.orders.map(({ draftId, arrivesAtMs, person, row }): DeliveredOrder => ({
      arrivesAtMs,
      person,
      row: { ...row, order_id: must(numberOf.get(draftId)) },
    }));
    const refundsOf = new Map<string, number>();
    const refunds = this.refunds.map(({ draftId, arrivesAtMs, person, row }): DeliveredRefund => {
      const orderId = must(numberOf.get(draftId));
      const count = (refundsOf.get(orderId) ?? 0) + 1;
      refundsOf.set(orderId, count);
      return { arrivesAtMs, person, row: { ...row, order_id: orderId, refund_id: `${orderId}-R${count}` } };
    });
    return {
      events: [...this.events].sort(byArrival(({ row }) => row.event_id)),
      orders: orders.sort(byArrival(({ row }) => row.order_id)),
      refunds: refunds.sort(byArrival(({ row }) => row.refund_id)),
    };
  }

  private orderNumbers(): Map<string, string> {
    const numberOf = new Map<string, string>();
    const counts = new Map<string, number>();
    const byTime = [...this.orders].sort(
      (a, b) => compare(a.row.paid_at, b.row.paid_at) || compare(a.draftId, b.draftId),
    );
    for (const { draftId, prefix } of byTime) {
      const count = (counts.get(prefix) ?? 0) + 1;
      counts.set(prefix, count);
      numberOf.set(draftId, `${prefix}${String(count).padStart(4, '0')}`);
    }
    return numberOf;
  }

  /** Seconds come from the running number, so that a person's moments of one minute keep their order. */
  private instantOf({ day, minuteOfDay }: Moment, number: number): number {
    return instantAt(day, minuteOfDay, ZONE) + (number % 60) * 1000;
  }

  private arrival(happenedAtMs: number, { day }: Moment, lateDays: number): number {
    const days = Math.min(lateDays, this.lastDay - day);
    return happenedAtMs + days * 86_400_000;
  }

  private next(personKey: string): number {
    const number = (this.counts.get(personKey) ?? 0) + 1;
    this.counts.set(personKey, number);
    return number;
  }
}

/** The identity that a channel's system sends; advertisements and messages send the one a person first came with. */
export function identityFor(person: StoryPerson, channel: string): Identity {
  const kinds = KNOWN_BY[channel] ?? [];
  const known = kinds.flatMap((kind) => person.identities.find((identity) => identity.kind === kind) ?? []);
  const identity = known[0] ?? person.identities[0];
  if (!identity) throw new Error(`${person.key} has no identity`);
  return identity;
}

const isoOf = (instantMs: number): string => new Date(instantMs).toISOString();

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byArrival =
  <T extends { readonly arrivesAtMs: number }>(keyOf: (one: T) => string) =>
  (a: T, b: T): number =>
    a.arrivesAtMs - b.arrivesAtMs || compare(keyOf(a), keyOf(b));

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A refund was told of an order that nobody paid');
  return value;
}

const linesOf = (basket: readonly Goods[]) =>
  basket.length === 0
    ? {}
    : { lines: basket.map(({ name, priceFen }) => ({ item: name, quantity: 1, amount_fen: priceFen })) };
