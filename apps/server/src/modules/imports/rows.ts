import { LINES_MAX, type CodedThing, type ErrorCode, type rowSources } from '@liuliang/contract';
import {
  cellText,
  DAY_MS,
  depthOf,
  fail,
  fenOfYuan,
  isCollapsedNumber,
  ok,
  parseInstant,
  readOrderLines,
  readRefundLines,
  type Identity,
  type NewOrderLine,
  type NewRefundLine,
  type Result,
} from '@liuliang/domain';
import type { Actor } from '../../platform/actor';
import { checkChannelCode, checkOutletCode, type Brand } from '../brands';
import { readingOf } from '../insights';
import { checkIdentity } from '../members';

/** A row as it came in: a line of a file by its header, or an object of a batch. */
export type RawRow = Readonly<Record<string, unknown>>;

/** By which door rows come in; absent in batches of the product's own making. */
export type RowSource = (typeof rowSources)[number];

/** Why a row is refused, and in which of its fields; null when it is the row as a whole. */
export interface RowFault {
  readonly code: ErrorCode;
  readonly field: string | null;
}

/** What the codes of a file stand for, where somebody was asked. Without it every code stands for itself. */
export interface CodeTerms {
  /** @returns the code that is meant; null: nobody knows this one, and nobody confirmed it */
  of(thing: CodedThing, code: string): string | null;
}

/** Codes as the sender wrote them, where another is meant: what was sent is known again by these. */
export type SentCodes = Readonly<Partial<Record<CodedThing, string>>>;

export interface OrderInput {
  readonly orderKey: string;
  readonly identity: Identity;
  readonly paidAtMs: number;
  readonly amountFen: number;
  /** Empty: none, like the store and the guide. */
  readonly channel: string;
  readonly store: string;
  readonly guide: string;
  /** What it was made of, from senders that say so; a file never does. */
  readonly lines: readonly NewOrderLine[];
  /** Whether it replaces what an order of this number says already. */
  readonly corrects: boolean;
  readonly sent?: SentCodes | undefined;
  /** Who corrects. */
  readonly by?: Actor;
}

export interface RefundInput {
  readonly refundKey: string;
  readonly orderKey: string;
  readonly refundedAtMs: number;
  readonly amountFen: number;
  readonly lines: readonly NewRefundLine[];
  /** By which door it came. */
  readonly source?: RowSource;
}

export interface EventInput {
  readonly eventKey: string;
  readonly identity: Identity;
  readonly type: string;
  readonly occurredAtMs: number;
  readonly channel: string;
  readonly store: string;
  readonly item: string;
  readonly sent?: SentCodes | undefined;
}

/** The columns of each kind of file, in their order (DESIGN 8); also the order in which fields are judged. */
export const columnsOf = {
  orders: ['order_id', 'identity_kind', 'identity', 'paid_at', 'amount_fen', 'channel', 'store', 'guide'],
  refunds: ['refund_id', 'order_id', 'refunded_at', 'amount_fen'],
  events: ['event_id', 'identity_kind', 'identity', 'type', 'occurred_at', 'channel', 'store', 'item'],
} as const;

/** In place of `amount_fen`: the amount in yuan with decimals, for tills and shops that know no fen. */
export const YUAN = 'amount_yuan';

/** Beside the columns, of rows that are objects: not of files, whose header is as it was. */
const LINES = 'lines';
/** Of an order that is sent as a correction: `true`. */
export const CORRECT = 'correct';

/** Keys are columns of 64 bytes. */
const KEY_BYTES_MAX = 64;
const ITEM_CHARS_MAX = 64;
/** INV-12: a ten-thousandth of 2^53, so that sums of thousands of the largest amounts are still exact. */
const AMOUNT_FEN_MAX = 1e12;
/** How far a sender's clock, and its zone, may run ahead of our receipt. */
const AHEAD_MS = DAY_MS;
/** How far a device's clock may run ahead of ours. */
const CLOCK_SKEW_MS = 5 * 60_000;
/** Invisible in a report and able to forge its lines; a lone surrogate does not survive UTF-8. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What a signed-in customer's own device tells: no identity, because the session says who it is. */
export interface TrackedEvent {
  readonly eventId: string;
  readonly type: string;
  readonly occurredAtMs: number;
  readonly store?: string | undefined;
  readonly item?: string | undefined;
}

export type TrackedInput = Omit<EventInput, 'identity' | 'channel'>;

/** Types that a device may claim; everything else is for the product itself, or a connector, to know. */
export const deviceEventTypes: ReadonlySet<string> = new Set([
  'page.landed',
  'mini.opened',
  'content.viewed',
  'product.viewed',
  'message.clicked',
  'live.watched',
  'code.scanned',
  'product.favorited',
  'cart.added',
  'shared',
]);

/** @param nowMs of receipt; like for the two below */
export function readOrder(
  raw: RawRow,
  brand: Brand,
  nowMs: number,
  terms?: CodeTerms,
): Result<OrderInput, RowFault> {
  const row = new RowReader(raw, [...columnsOf.orders, YUAN, LINES, CORRECT], terms);
  const order = {
    orderKey: row.key('order_id'),
    identity: row.identity(),
    paidAtMs: row.instant('paid_at', brand.timeZone, nowMs),
    amountFen: row.amount(),
    channel: row.code('channel', checkChannelCode),
    store: row.code('store', checkOutletCode),
    guide: row.code('guide', checkOutletCode),
    lines: row.lines(readOrderLines),
    corrects: row.yes(CORRECT),
    sent: row.sent,
  };
  return row.fault ? fail(row.fault) : ok(order);
}

export function readRefund(raw: RawRow, brand: Brand, nowMs: number): Result<RefundInput, RowFault> {
  const row = new RowReader(raw, [...columnsOf.refunds, YUAN, LINES]);
  const refund = {
    refundKey: row.key('refund_id'),
    orderKey: row.key('order_id'),
    refundedAtMs: row.instant('refunded_at', brand.timeZone, nowMs),
    amountFen: row.amount(),
    lines: row.lines(readRefundLines),
  };
  return row.fault ? fail(row.fault) : ok(refund);
}

export function readEvent(
  raw: RawRow,
  brand: Brand,
  nowMs: number,
  terms?: CodeTerms,
): Result<EventInput, RowFault> {
  const row = new RowReader(raw, columnsOf.events, terms);
  const event = {
    eventKey: row.key('event_id'),
    identity: row.identity(),
    type: row.eventType('type', brand),
    occurredAtMs: row.instant('occurred_at', brand.timeZone, nowMs),
    channel: row.code('channel', checkChannelCode),
    store: row.code('store', checkOutletCode),
    item: row.item('item'),
    sent: row.sent,
  };
  return row.fault ? fail(row.fault) : ok(event);
}

/** @param nowMs a device's clock may be wrong: what it has yet to live through is refused */
export function readTracked(
  event: TrackedEvent,
  brand: Brand,
  nowMs: number,
): Result<TrackedInput, RowFault> {
  const row = new RowReader({ ...event }, ['eventId', 'type', 'occurredAtMs', 'store', 'item']);
  const tracked = {
    eventKey: row.key('eventId'),
    type: row.eventType('type', brand),
    occurredAtMs: row.pastInstant('occurredAtMs', nowMs),
    store: row.code('store', checkOutletCode),
    item: row.item('item'),
  };
  return row.fault ? fail(row.fault) : ok(tracked);
}

/**
 * Reads the fields of one row in order and remembers the first fault; what it returns after a fault is not used.
 * Texts are what their writers meant (`cellText`): the same by every door. Beyond that nothing is rounded or converted
 * from another type (acceptance F).
 */
export class RowReader {
  fault: RowFault | null = null;
  sent: SentCodes | undefined;

  constructor(
    private readonly raw: RawRow,
    columns: readonly string[],
    private readonly terms?: CodeTerms,
  ) {
    // The name of a field that nobody knows is not repeated: it could be anything.
    if (!Object.keys(raw).every((name) => columns.includes(name))) this.refuse('INPUT_INVALID', null);
  }

  key(field: string): string {
    const text = this.whole(this.required(field), field);
    if (Buffer.byteLength(text) > KEY_BYTES_MAX) this.refuse('FIELD_TOO_LONG', field);
    return text;
  }

  identity(): Identity {
    const kind = this.required('identity_kind');
    const value = this.whole(this.required('identity'), 'identity');
    const checked = checkIdentity(kind, value);
    if (checked.ok) return checked.value;
    this.refuse(
      checked.error.code,
      checked.error.code === 'IDENTITY_KIND_UNKNOWN' ? 'identity_kind' : 'identity',
    );
    return { kind: 'device', value };
  }

  /**
   * @returns UTC milliseconds, after 1970: 0 is the tables' word for "not yet". At most a day after `nowMs`: what is
   *   dated further ahead is a slip, what is less a clock, and counts as of its receipt (`BatchWriter`)
   */
  instant(field: string, zone: string, nowMs: number): number {
    const instantMs = parseInstant(this.required(field), zone);
    if (instantMs === null || instantMs <= 0) this.refuse('INSTANT_INVALID', field);
    else if (instantMs > nowMs + AHEAD_MS) this.refuse('IN_THE_FUTURE', field);
    return instantMs ?? 0;
  }

  /** @returns UTC milliseconds, given as a number, at most a few minutes after now */
  pastInstant(field: string, nowMs: number): number {
    const instantMs = this.own(field);
    if (
      Number.isSafeInteger(instantMs) &&
      (instantMs as number) > 0 &&
      (instantMs as number) <= nowMs + CLOCK_SKEW_MS
    ) {
      return instantMs as number;
    }
    const isAhead = Number.isSafeInteger(instantMs) && (instantMs as number) > nowMs + AHEAD_MS;
    this.refuse(isAhead ? 'IN_THE_FUTURE' : 'INSTANT_INVALID', field);
    return 0;
  }

  /** @returns fen, from whichever of the two fields the row has */
  amount(): number {
    return this.amountOf('amount_fen', YUAN);
  }

  /** @returns fen; null where both fields say nothing */
  amountIfTold(fen: string, yuan: string): number | null {
    const isTold = [fen, yuan].some((field) => ![undefined, null, ''].includes(this.own(field) as never));
    return isTold ? this.amountOf(fen, yuan) : null;
  }

  protected amountOf(fen: string, yuan: string): number {
    if (this.own(yuan) === undefined) return this.amountFen(fen);
    // Two amounts of one row could differ, and nobody would know which was paid.
    if (this.own(fen) !== undefined) this.refuse('INPUT_INVALID', yuan);
    return this.amountYuan(yuan);
  }

  private amountYuan(field: string): number {
    const value = this.own(field);
    if (value === null || value === '') this.refuse('FIELD_MISSING', field);
    // A number is read by its shortest decimal text, which is what the sender wrote.
    const text = typeof value === 'number' ? String(value) : value;
    const fen = typeof text === 'string' ? fenOfYuan(text) : null;
    if (fen === null || fen > AMOUNT_FEN_MAX) this.refuse('AMOUNT_YUAN_INVALID', field);
    return fen ?? 0;
  }

  private amountFen(field: string): number {
    const value = this.own(field);
    const amount = typeof value === 'string' && /^\d{1,13}$/.test(value) ? Number(value) : value;
    if (value === undefined || value === null || value === '') this.refuse('FIELD_MISSING', field);
    else if (!Number.isSafeInteger(amount) || (amount as number) < 0 || (amount as number) > AMOUNT_FEN_MAX) {
      this.refuse('AMOUNT_INVALID', field);
    }
    return amount as number;
  }

  eventType(field: string, brand: Brand): string {
    const type = this.required(field);
    const depth = depthOf(type, readingOf(brand).catalogue);
    if (depth === null) this.refuse('EVENT_TYPE_UNKNOWN', field);
    // What was paid has an amount and earns points, so it comes as an order.
    if (depth === 'purchase') this.refuse('EVENT_TYPE_IS_ORDER', field);
    return type;
  }

  code(field: CodedThing, check: (code: string) => Result<string, { code: ErrorCode }>): string {
    const code = this.whole(this.optional(field), field);
    if (code === '') return code;
    const meant = this.terms ? this.terms.of(field, code) : code;
    const checked = check(meant ?? code);
    if (!checked.ok) this.refuse(checked.error.code, field);
    if (meant === null) this.refuse('CODE_UNCONFIRMED', field);
    if (meant === null || meant === code) return code;
    this.sent = { ...this.sent, [field]: code };
    return meant;
  }

  item(field: string): string {
    const item = this.whole(this.optional(field), field);
    if (item.length > ITEM_CHARS_MAX) this.refuse('FIELD_TOO_LONG', field);
    return item;
  }

  /** Read last: lines add up to the amount that was read before them. */
  lines<L>(read: (value: unknown, amountFen: number, linesMax: number) => L[] | null): L[] {
    const value = this.own(LINES);
    if (value === undefined || value === null || this.fault) return [];
    const lines = read(value, this.amount(), LINES_MAX);
    if (!lines) this.refuse('LINES_INVALID', LINES);
    return lines ?? [];
  }

  /** Absent is no. */
  yes(field: string): boolean {
    const value = this.own(field) ?? false;
    if (typeof value !== 'boolean') this.refuse('INPUT_INVALID', field);
    return value === true;
  }

  protected required(field: string): string {
    const text = this.optional(field);
    if (text === '') this.refuse('FIELD_MISSING', field);
    return text;
  }

  protected optional(field: string): string {
    const value = this.own(field);
    if (value === undefined || value === null) return '';
    const text = typeof value === 'string' ? cellText(value) : null;
    if (text === null || UNPRINTABLE.test(text)) {
      this.refuse('INPUT_INVALID', field);
      return '';
    }
    return text;
  }

  /** An id or a code with all of its digits. */
  private whole(text: string, field: string): string {
    if (isCollapsedNumber(text)) this.refuse('NUMBER_COLLAPSED', field);
    return text;
  }

  protected own(field: string): unknown {
    return Object.hasOwn(this.raw, field) ? this.raw[field] : undefined;
  }

  protected refuse(code: ErrorCode, field: string | null): void {
    this.fault ??= { code, field };
  }
}
