import { Injectable } from '@nestjs/common';
import { Areas, fillTemplate, type MessageTemplate } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { pageOf, TOP, type Newest, type Page, type PageAsk } from '../../platform/http';
import { TouchesQueries } from './queries';

export interface TouchOrder<Blank extends string = string> {
  readonly brandId: number;
  readonly customerId: number;
  /** One that its area's manifest lists: the text is found by its code when the message is read. */
  readonly template: MessageTemplate<Blank>;
  /** Why this person gets this message; the same key twice is one touch (INV-24). */
  readonly key: string;
  readonly values: Readonly<Record<NoInfer<Blank>, string>>;
}

export interface InboxMessageView {
  readonly id: number;
  readonly template: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly body: { readonly zh: string; readonly en: string };
  readonly sentAtMs: number;
  readonly readAtMs: number | null;
}

@Injectable()
export class TouchesService {
  constructor(
    private readonly db: Database,
    private readonly queries: TouchesQueries,
    private readonly areas: Areas,
  ) {}

  /** Queues a touch in the transaction of its cause. @returns false when the person already has it. */
  async queue<Blank extends string>(tx: Tx, order: TouchOrder<Blank>): Promise<boolean> {
    const { template } = order;
    const nowMs = this.db.nowMs();
    return this.queries.queue(
      tx,
      {
        id: this.db.nextId(),
        brand_id: order.brandId,
        touch_key: Buffer.from(order.key),
        customer_id: order.customerId,
        template: template.code,
        channel: 'inbox',
        message_class: template.messageClass,
        payload: JSON.stringify(order.values),
        due_at_ms: nowMs,
      },
      nowMs,
    );
  }

  /** A page of a person's inbox, newest first. @param family the customer's own id and its aliases */
  async inbox(
    family: readonly number[],
    { after, limit }: PageAsk<Newest>,
  ): Promise<Page<InboxMessageView, Newest>> {
    const rows = await this.db.read((reader) => this.queries.inbox(reader, family, after ?? TOP, limit + 1));
    const { items, next } = pageOf(rows, limit, (row) => ({ atMs: row.sent_at_ms, id: row.id }));
    return {
      items: items.map((row) => {
        const template = this.areas.templates.get(row.template);
        const values = JSON.parse(row.payload) as Record<string, string>;
        const both = (texts: { zh: string; en: string } | undefined) => ({
          zh: fillTemplate(texts?.zh ?? row.template, values),
          en: fillTemplate(texts?.en ?? row.template, values),
        });
        return {
          id: row.id,
          template: row.template,
          title: both(template?.title),
          body: both(template?.body),
          sentAtMs: row.sent_at_ms,
          readAtMs: row.read_at_ms || null,
        };
      }),
      next,
    };
  }

  counts(reader: Reader, family: readonly number[]): Promise<{ total: number; unread: number }> {
    return this.queries.inboxCounts(reader, family);
  }

  /** @returns when it was first read; null when it is not a message of this person. */
  async read(family: readonly number[], messageId: number): Promise<number | null> {
    return this.db.run('touches.read', (tx) => this.queries.markRead(tx, family, messageId, this.db.nowMs()));
  }

  /** Touches of a brand by state, for the system page. */
  byState(reader: Reader, brandId: number): Promise<Record<string, number>> {
    return this.queries.countByState(reader, brandId);
  }
}
