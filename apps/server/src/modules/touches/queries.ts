import { Injectable } from '@nestjs/common';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';
import type { Newest } from '../../platform/http';

export interface TouchRow {
  id: number;
  brand_id: number;
  customer_id: number;
  template: string;
  channel: string;
  message_class: string;
  payload: string;
}

export interface NewTouch extends TouchRow {
  touch_key: Buffer;
  due_at_ms: number;
}

export interface InboxRow {
  id: number;
  template: string;
  payload: string;
  sent_at_ms: number;
  read_at_ms: number;
}

const TOUCH = 'id, brand_id, customer_id, template, channel, message_class, payload';
const NEW_TOUCH = `${TOUCH}, touch_key, due_at_ms, state, reason, lease_until_ms, lease_owner, attempts, created_at_ms, sent_at_ms`;
const INBOX = 'id, template, payload, sent_at_ms, read_at_ms';

@Injectable()
export class TouchesQueries {
  /** @returns false when the person already has this touch. */
  async queue(tx: Tx, touch: NewTouch, nowMs: number): Promise<boolean> {
    const row = [
      touch.id,
      touch.brand_id,
      touch.customer_id,
      touch.template,
      touch.channel,
      touch.message_class,
      touch.payload,
      touch.touch_key,
      touch.due_at_ms,
      'queued',
      '',
      0,
      '',
      0,
      nowMs,
      0,
    ];
    return (await insertRows(tx, 'touch', NEW_TOUCH.split(', '), [row], { ignore: true })) === 1;
  }

  /** Claims due touches for one worker; others pass over them. */
  async claim(tx: Tx, owner: string, nowMs: number, untilMs: number, limit: number): Promise<TouchRow[]> {
    const rows = await tx.query<TouchRow>(
      `SELECT ${TOUCH} FROM touch WHERE state = 'queued' AND due_at_ms <= ? ORDER BY due_at_ms, id LIMIT ?${tx.dialect.forUpdateSkipLocked}`,
      [nowMs, limit],
    );
    if (rows.length > 0) {
      const list = rows.map(() => '?').join(',');
      await tx.exec(
        `UPDATE touch SET state = 'calling', lease_owner = ?, lease_until_ms = ?, attempts = attempts + 1 WHERE id IN (${list})`,
        [owner, untilMs, ...rows.map((row) => row.id)],
      );
    }
    return rows;
  }

  /** Ends a claimed touch. @returns false when the claim was lost meanwhile, and nothing may be done for it. */
  async settle(
    tx: Tx,
    touchId: number,
    owner: string,
    state: string,
    reason: string,
    sentAtMs: number,
  ): Promise<boolean> {
    const changed = await tx.exec(
      "UPDATE touch SET state = ?, reason = ?, sent_at_ms = ?, lease_until_ms = 0 WHERE id = ? AND state = 'calling' AND lease_owner = ?",
      [state, reason, sentAtMs, touchId, owner],
    );
    return changed === 1;
  }

  /** A claimed touch goes back to wait. */
  async postpone(tx: Tx, touchId: number, owner: string, dueAtMs: number): Promise<void> {
    await tx.exec(
      "UPDATE touch SET state = 'queued', due_at_ms = ?, lease_until_ms = 0 WHERE id = ? AND state = 'calling' AND lease_owner = ?",
      [dueAtMs, touchId, owner],
    );
  }

  /**
   * Claims whose worker died: inbox messages are keyed by touch, so sending again is harmless and they wait anew;
   * on any other channel whether the provider accepted is unknown, and they are never blindly sent again (INV-24).
   */
  async releaseLapsed(tx: Tx, nowMs: number): Promise<number> {
    const again = await tx.exec(
      "UPDATE touch SET state = 'queued', lease_until_ms = 0 WHERE state = 'calling' AND channel = 'inbox' AND lease_until_ms <= ?",
      [nowMs],
    );
    const unknown = await tx.exec(
      "UPDATE touch SET state = 'unknown', lease_until_ms = 0 WHERE state = 'calling' AND lease_until_ms <= ?",
      [nowMs],
    );
    return again + unknown;
  }

  async addToInbox(tx: Tx, id: number, touch: TouchRow, customerId: number, nowMs: number): Promise<void> {
    const columns = [
      'id',
      'brand_id',
      'customer_id',
      'touch_id',
      'template',
      'payload',
      'sent_at_ms',
      'read_at_ms',
    ];
    const row = [id, touch.brand_id, customerId, touch.id, touch.template, touch.payload, nowMs, 0];
    await insertRows(tx, 'inbox_item', columns, [row], { ignore: true });
  }

  /** Messages of a person (aliases included), newest first, before a place. */
  async inbox(
    reader: Reader,
    customerIds: readonly number[],
    before: Newest,
    limit: number,
  ): Promise<InboxRow[]> {
    const list = customerIds.map(() => '?').join(',');
    return reader.query<InboxRow>(
      `SELECT ${INBOX} FROM inbox_item WHERE customer_id IN (${list})
        AND (sent_at_ms < ? OR (sent_at_ms = ? AND id < ?)) ORDER BY sent_at_ms DESC, id DESC LIMIT ?`,
      [...customerIds, before.atMs, before.atMs, before.id, limit],
    );
  }

  async inboxCounts(
    reader: Reader,
    customerIds: readonly number[],
  ): Promise<{ total: number; unread: number }> {
    const list = customerIds.map(() => '?').join(',');
    const [row] = await reader.query<{ total: number; unread: number | null }>(
      `SELECT COUNT(*) AS total, CAST(SUM(CASE WHEN read_at_ms = 0 THEN 1 ELSE 0 END) AS SIGNED) AS unread
        FROM inbox_item WHERE customer_id IN (${list})`,
      [...customerIds],
    );
    return { total: row?.total ?? 0, unread: row?.unread ?? 0 };
  }

  /** Marks as read, keeping the first time. @returns when it was read, or null when there is no such message. */
  async markRead(tx: Tx, customerIds: readonly number[], id: number, nowMs: number): Promise<number | null> {
    const list = customerIds.map(() => '?').join(',');
    await tx.exec(
      `UPDATE inbox_item SET read_at_ms = ? WHERE id = ? AND read_at_ms = 0 AND customer_id IN (${list})`,
      [nowMs, id, ...customerIds],
    );
    const rows = await tx.query<{ read_at_ms: number }>(
      `SELECT read_at_ms FROM inbox_item WHERE id = ? AND customer_id IN (${list})`,
      [id, ...customerIds],
    );
    return rows[0]?.read_at_ms ?? null;
  }

  /** Marketing touches that reached a person since two instants, in one scan. */
  async marketingSent(
    reader: Reader,
    customerIds: readonly number[],
    todayMs: number,
    weekMs: number,
  ): Promise<{ today: number; week: number }> {
    const list = customerIds.map(() => '?').join(',');
    const [row] = await reader.query<{ today: number | null; week: number }>(
      `SELECT CAST(SUM(CASE WHEN sent_at_ms >= ? THEN 1 ELSE 0 END) AS SIGNED) AS today, COUNT(*) AS week
        FROM touch WHERE customer_id IN (${list}) AND sent_at_ms >= ? AND message_class = 'marketing' AND state = 'accepted'`,
      [todayMs, ...customerIds, weekMs],
    );
    return { today: row?.today ?? 0, week: row?.week ?? 0 };
  }

  async countByState(reader: Reader, brandId: number): Promise<Record<string, number>> {
    const rows = await reader.query<{ state: string; n: number }>(
      'SELECT state, COUNT(*) AS n FROM touch WHERE brand_id = ? GROUP BY state',
      [brandId],
    );
    return Object.fromEntries(rows.map((row) => [row.state, row.n]));
  }
}
