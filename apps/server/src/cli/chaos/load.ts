import { setTimeout as pause } from 'node:timers/promises';
import { routes } from '@liuliang/contract';
import { pathOf, type ReplyOf } from '@liuliang/contract/client';
import type { Chance } from '../../demo/story/chance';
import type { Book, Write } from './book';
import { ask, type Asking, type Caller } from './client';
import { GIFT_POINTS, type Member, type World } from './world';

const YUAN_FEN = 100;
const ORDERS_MAX = 4;
const ORDER_YUAN_MAX = 30;
/** Of so many transfers one asks for this, which nobody has. */
const [TOO_MUCH_IN, POINTS_OF_NOBODY] = [5, 100_000];
/** People wait between two things that they do, and longer when nobody answered. */
const PAUSE_MS_MAX = 50;
const PAUSE_MS_UNANSWERED = 1_000;

interface Bought {
  readonly orderId: string;
  readonly member: number;
  leftYuan: number;
}

/** Something that one person may go on with, and nobody else meanwhile. */
interface Begun {
  readonly member: number;
  readonly id: string;
  readonly code: string;
  readonly points: number;
}

/**
 * What a brand's day is made of, by chance: orders and refunds of the till, gifts reserved, cancelled and handed over,
 * points sent, accepted and taken back, adjustments, events. Each write can be asked again as it is.
 */
export class Load {
  private number = 0;
  private readonly bought: Bought[] = [];
  private readonly reserved: Begun[] = [];
  private readonly sent: Begun[] = [];

  /** @param name sets the keys of this run apart */
  constructor(
    private readonly world: World,
    private readonly book: Book,
    private readonly chance: Chance,
    private readonly name: string,
  ) {}

  /** Orders that give members something to spend. */
  first(yuan: number): Write {
    const rows = this.world.members.map((_, member) => this.order(member, yuan));
    return this.ordersOf(rows);
  }

  /** So many people at once, until told to stop. */
  async run(people: number, isOver: () => boolean): Promise<void> {
    const { apis } = this.world;
    const one = async (): Promise<void> => {
      while (!isOver()) {
        const write = this.next();
        const answer = write && (await ask(this.chance.pick(apis).url, write.asking));
        if (answer) this.book.note(write, answer);
        await pause(answer?.outcome === 'unknown' ? PAUSE_MS_UNANSWERED : this.chance.below(PAUSE_MS_MAX));
      }
    };
    await Promise.all(Array.from({ length: people }, one));
  }

  private next(): Write | null {
    const kinds: readonly (readonly [() => Write | null, number])[] = [
      [() => this.orders(), 6],
      [() => this.refund(), 2],
      [() => this.reserve(), 5],
      [() => this.cancel(), 1],
      [() => this.collect(), 2],
      [() => this.send(), 3],
      [() => this.accept(), 2],
      [() => this.takeBack(), 1],
      [() => this.adjust(), 1],
      [() => this.track(), 2],
    ];
    return this.chance.weighted(kinds)();
  }

  private orders(): Write {
    const count = this.chance.between([1, ORDERS_MAX]);
    const rows = Array.from({ length: count }, () =>
      this.order(this.someone(), this.chance.between([1, ORDER_YUAN_MAX])),
    );
    return this.ordersOf(rows);
  }

  private order(member: number, leftYuan: number): Bought {
    return { orderId: this.key('order'), member, leftYuan };
  }

  private ordersOf(rows: readonly Bought[]): Write {
    const orders = rows.map(({ orderId, member, leftYuan }) => ({
      order_id: orderId,
      identity_kind: 'mobile',
      identity: this.member(member).mobile,
      paid_at: new Date().toISOString(),
      amount_fen: leftYuan * YUAN_FEN,
      ...{ channel: 'pos', store: 'S1', guide: 'G1' },
    }));
    const effect = rows.map(({ member, leftYuan }) => ({ member, by: leftYuan }));
    return {
      kind: 'orders',
      asking: this.batch({ orders }),
      effectOf: ({ orders: got }: ReplyOf<'ingestBatch'>) => {
        if (got.accepted !== rows.length) return 'without taking all rows';
        for (const row of rows) this.bought.push(row);
        return { points: effect };
      },
    };
  }

  private refund(): Write | null {
    const one = this.taken(this.bought);
    if (!one) return null;
    const { orderId, member } = one;
    const yuan = this.chance.between([1, one.leftYuan]);
    const refund = {
      refund_id: this.key('refund'),
      order_id: orderId,
      refunded_at: new Date().toISOString(),
      amount_fen: yuan * YUAN_FEN,
    };
    return {
      kind: 'refund',
      asking: this.batch({ refunds: [refund] }),
      effectOf: ({ refunds }: ReplyOf<'ingestBatch'>) => {
        if (refunds.accepted !== 1) return 'without taking the row';
        if (one.leftYuan > yuan) this.bought.push({ ...one, leftYuan: one.leftYuan - yuan });
        return { points: [{ member, by: -yuan }] };
      },
    };
  }

  private reserve(): Write {
    const member = this.someone();
    return this.write('reserve', this.member(member), routes.reserveGift, {
      body: { key: this.key('reserve'), giftId: this.world.giftId },
      effectOf: ({ orderId, pickupCode }: ReplyOf<'reserveGift'>) => {
        this.reserved.push({ member, id: orderId, code: pickupCode ?? '', points: GIFT_POINTS });
        return { points: [{ member, by: -GIFT_POINTS }], held: 1 };
      },
    });
  }

  private cancel(): Write | null {
    const one = this.taken(this.reserved);
    if (!one) return null;
    const { member, id: orderId, points } = one;
    return this.write('cancel', this.member(member), routes.cancelGiftOrder, {
      params: { orderId },
      body: {},
      effectOf: ({ state }: ReplyOf<'cancelGiftOrder'>) =>
        state === 'cancelled' ? { points: [{ member, by: points }], held: -1 } : 'with another state',
    });
  }

  private collect(): Write | null {
    const one = this.taken(this.reserved);
    if (!one) return null;
    return this.write('collect', this.world.guide, routes.collectGift, {
      body: { key: this.key('collect'), code: one.code },
      effectOf: ({ state }: ReplyOf<'collectGift'>) =>
        state === 'collected' ? { held: -1, taken: 1 } : 'with another state',
    });
  }

  private send(): Write {
    // Now and then more than anybody has: a refusal must move nothing, whatever breaks.
    const isTooMuch = this.chance.below(TOO_MUCH_IN) === 0;
    const [member, points] = [this.someone(), isTooMuch ? POINTS_OF_NOBODY : this.chance.between([1, 50])];
    return this.write('send', this.member(member), routes.sendPoints, {
      body: { key: this.key('send'), points },
      effectOf: ({ transferId, claimCode }: ReplyOf<'sendPoints'>) => {
        this.sent.push({ member, id: transferId, code: claimCode ?? '', points });
        return { points: [{ member, by: -points }] };
      },
    });
  }

  private accept(): Write | null {
    const one = this.taken(this.sent);
    if (!one) return null;
    const { length } = this.world.members;
    const member = (one.member + this.chance.between([1, length - 1])) % length;
    return this.write('accept', this.member(member), routes.acceptTransfer, {
      body: { code: one.code },
      effectOf: ({ state }: ReplyOf<'acceptTransfer'>) =>
        state === 'accepted' ? { points: [{ member, by: one.points }] } : 'with another state',
    });
  }

  private takeBack(): Write | null {
    const one = this.taken(this.sent);
    if (!one) return null;
    const { member, id: transferId, points } = one;
    return this.write('take back', this.member(member), routes.cancelTransfer, {
      params: { transferId },
      body: {},
      effectOf: ({ state }: ReplyOf<'cancelTransfer'>) =>
        state === 'cancelled' ? { points: [{ member, by: points }] } : 'with another state',
    });
  }

  private adjust(): Write {
    const [member, points] = [this.someone(), this.chance.between([1, 5])];
    const ownerId = this.member(member).customerId;
    return this.write('adjust', this.world.operator, routes.requestAdjustment, {
      body: { key: this.key('adjust'), ownerId, asset: 'points', points, reason: 'chaos' },
      // Beyond the limit it waits for a second person, and moves nothing.
      effectOf: ({ state }: ReplyOf<'requestAdjustment'>) =>
        state === 'posted' ? { points: [{ member, by: points }] } : {},
    });
  }

  private track(): Write {
    const event = {
      eventId: this.key('event'),
      type: 'product.viewed',
      occurredAtMs: Date.now(),
      item: 'bag',
    };
    return {
      ...this.write('track', this.member(this.someone()), routes.trackMyEvents, {
        body: { events: [event] },
        effectOf: ({ accepted, duplicate }: ReplyOf<'trackMyEvents'>) =>
          accepted + duplicate === 1 ? {} : 'without taking the event',
      }),
      answeredAgain: (text) => (JSON.parse(text) as ReplyOf<'trackMyEvents'>).duplicate === 1,
    };
  }

  private write(
    kind: string,
    by: Caller,
    { method, path }: { readonly method: string; readonly path: string },
    more: {
      readonly params?: Readonly<Record<string, string>>;
      readonly body: unknown;
      readonly effectOf: Write['effectOf'];
    },
  ): Write {
    const { params = {}, body, effectOf } = more;
    return { kind, asking: { by, method, path: pathOf(path, { params }), body }, effectOf };
  }

  private batch(rows: Record<string, unknown>): Asking {
    const { method, path } = routes.ingestBatch;
    return { by: this.world.till, method, path, body: rows, idempotencyKey: this.key('batch') };
  }

  private key(of: string): string {
    return `${this.name}-${of}-${(this.number += 1)}`;
  }

  private someone(): number {
    return this.chance.below(this.world.members.length);
  }

  private member(i: number): Member {
    return this.world.members[i] as Member;
  }

  /** One of them by chance, which nobody else gets. */
  private taken<T>(list: T[]): T | null {
    if (list.length === 0) return null;
    const [one] = list.splice(this.chance.below(list.length), 1);
    return one ?? null;
  }
}
