import {
  dayOf,
  type CountedEvent,
  type Planned,
  type RefundState,
  type RulesVersion,
  type Turn,
} from '@liuliang/domain';
import { inForceAt } from '../../platform/documents';
import type { RecordedEvent } from '../events';
import type { PastRefund } from '../orders';
import type { JudgedOrder } from './contexts';
import { emptyEventGrant, eventGrant, orderGrants, type Grant } from './earn-postings';
import type { OrderEarning } from './order-ledger.queries';

/** An event with the version that rewards it. */
export interface JudgedEvent extends CountedEvent {
  readonly event: RecordedEvent;
  readonly eventType: string;
}

/** An order or event that may earn, in its turn, with what was posted of it before. */
export interface RewardTurn extends Turn {
  readonly order: JudgedOrder | null;
  readonly event: JudgedEvent | null;
  /** Recorded by this transaction. */
  readonly isNew: boolean;
  /** By key; empty where it earned nothing so far. */
  readonly standing: readonly OrderEarning[];
  /** Everything refunded of an order so far; null: nothing. */
  readonly refunds: RefundState | null;
  /** All refunds of an order that count, by time, where they were fitted anew; null: they were not. */
  readonly refitted: readonly PastRefund[] | null;
  /** When the order was said to be paid before it was corrected; null: it was not. */
  readonly correctedFromMs: number | null;
  /** What made it be planned again: `order:‹id›`, `event:‹id›` or `refund:‹id›`. */
  readonly cause: string;
  /** When that happened; 0 for what was not planned again. */
  readonly causeAtMs: number;
}

/** An order or event that nothing was posted of, and nothing earlier can follow. */
export const newTurn = (
  what: Pick<RewardTurn, 'order' | 'event'>,
  turn: Pick<RewardTurn, 'atMs' | 'id'>,
): RewardTurn => ({
  order: what.order,
  event: what.event,
  atMs: turn.atMs,
  id: turn.id,
  key: '',
  kept: null,
  isNew: true,
  standing: [],
  refunds: null,
  refitted: null,
  correctedFromMs: null,
  cause: '',
  causeAtMs: 0,
});

/** Events that the rules of their instant reward; they count for whom they are filed under. */
export function rewarded(
  events: readonly RecordedEvent[],
  versions: readonly RulesVersion[],
  zone: string,
): JudgedEvent[] {
  if (versions.every(({ rules }) => rules.events.length === 0)) return [];
  const judged = events.map((event): JudgedEvent => {
    const version = inForceAt(versions, event.occurredAtMs);
    const day = dayOf(event.occurredAtMs, zone);
    return { event, version, eventType: event.type, customerId: event.filedUnder, day };
  });
  return judged.filter(({ version, eventType }) =>
    version.rules.events.some(({ type }) => type === eventType),
  );
}

/** The kept customer of today. */
export const buyerOf = ({ order, event }: RewardTurn): number =>
  order?.order.customerId ?? event?.event.customerId ?? 0;

/** What a plan gives, by key. */
export function grantsOf({ turn, plan, context }: Planned<RewardTurn>): Grant[] {
  const { order, event } = turn;
  if (order && plan && context) return orderGrants(order, plan, context);
  if (!event) return [];
  return [plan ? eventGrant(event.event, event.version, plan) : emptyEventGrant(event.event, event.version)];
}
