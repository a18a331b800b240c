import { Injectable } from '@nestjs/common';
import type { KeyedRow } from '../../platform/db/keyed-rows';
import { insertRows, queryIn, type Reader, type Tx, type Value } from '../../platform/db/statements';

export interface EventRow extends KeyedRow {
  readonly customerId: number;
  readonly type: string;
  readonly occurredAtMs: number;
  readonly receivedAtMs: number;
  readonly channel: number;
  readonly storeId: number;
  readonly item: string;
}

const COLUMNS = [
  'id',
  'brand_id',
  'event_key',
  'content_hash',
  'customer_id',
  'type',
  'occurred_at_ms',
  'received_at_ms',
  'channel',
  'store_id',
  'item',
];

@Injectable()
export class EventsQueries {
  async known(reader: Reader, brandId: number, keys: readonly Buffer[]): Promise<KeyedRow[]> {
    const rows = await queryIn<{ id: number; eventKey: Buffer; contentHash: Buffer }>(
      reader,
      keys,
      (list) =>
        `SELECT id, event_key AS eventKey, content_hash AS contentHash FROM event WHERE brand_id = ? AND event_key IN (${list})`,
      [brandId],
    );
    return rows.map(({ id, eventKey, contentHash }) => ({ id, key: eventKey, contentHash }));
  }

  /** Adds events whose key is free. @returns how many those were */
  async add(tx: Tx, brandId: number, rows: readonly EventRow[]): Promise<number> {
    const values = rows.map((row): Value[] => [
      row.id,
      brandId,
      row.key,
      row.contentHash,
      row.customerId,
      row.type,
      row.occurredAtMs,
      row.receivedAtMs,
      row.channel,
      row.storeId,
      row.item,
    ]);
    return insertRows(tx, 'event', COLUMNS, values, { ignore: true });
  }
}
