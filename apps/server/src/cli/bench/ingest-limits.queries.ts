import { insertRows, type Tx, type Value } from '../../platform/db/statements';

const COLUMNS = [
  'id',
  'brand_id',
  'event_key',
  'content_hash',
  'customer_id',
  'type',
  'occurred_at_ms',
].concat(['received_at_ms', 'channel', 'store_id', 'item']);
const HASH = Buffer.alloc(16, 0xab);

/** An event as bare figures. */
export interface BareEvent {
  readonly id: number;
  readonly key: string;
  readonly customerId: number;
  readonly type: string;
  readonly occurredAtMs: number;
}

/** The ceiling: the rows of the events by the same multi-row statements; nobody identified, nothing folded. */
export async function writeEventsBlindly(
  tx: Tx,
  brandId: number,
  events: readonly BareEvent[],
): Promise<void> {
  const rows = events.map(({ id, key, customerId, type, occurredAtMs }): Value[] => [
    ...[id, brandId, Buffer.from(key), HASH, customerId, type, occurredAtMs, occurredAtMs],
    ...[1, 0, 'item'],
  ]);
  await insertRows(tx, 'event', COLUMNS, rows);
}
