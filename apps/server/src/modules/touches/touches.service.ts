import { Injectable } from '@nestjs/common';
import type { MessagePlace } from '@liuliang/contract';
import { Areas, fillTemplate, type MessageTemplate } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { keyset, pageOf, type Newest, type Page, type PageAsk } from '../../platform/http';
import { inboxItems, touches } from './entities';
import { TouchesQueries } from './queries';

interface TouchOrder<Blank extends string = string> {
  readonly brandId: number;
  readonly customerId: number;
  /** One that its area's manifest lists: the text is found by its code when the message is read. */
  readonly template: MessageTemplate<Blank>;
  /** Why this person gets this message; the same key twice is one touch (INV-24). */
  readonly key: string;
  readonly values: Readonly<Record<NoInfer<Blank>, string>>;
}

interface InboxMessageView {
  readonly id: number;
  readonly template: string;
  readonly leadsTo: MessagePlace;
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
    const { brandId, customerId, template } = order;
    const nowMs = tx.nowMs();
    return touches.insertNew(tx, {
      ...{ id: tx.nextId(), brandId, customerId, touchKey: Buffer.from(order.key) },
      ...{ template: template.code, messageClass: template.messageClass, channel: 'inbox' },
      payload: JSON.stringify(order.values),
      ...{ state: 'queued', dueAtMs: nowMs, createdAtMs: nowMs },
    });
  }

  /** A page of a person's inbox, newest first. @param family the customer's own id and its aliases */
  inbox(
    brandId: number,
    family: readonly number[],
    page: PageAsk<Newest>,
  ): Promise<Page<InboxMessageView, Newest>> {
    return this.db.read((reader) => this.inboxIn(reader, brandId, family, page));
  }

  async inboxIn(
    reader: Reader,
    brandId: number,
    family: readonly number[],
    page: PageAsk<Newest>,
  ): Promise<Page<InboxMessageView, Newest>> {
    const place = keyset(page, { atMs: 'sent_at_ms', id: 'id' });
    const rows = await inboxItems.select(reader, brandId, { customerId: family }, place);
    const { items, next } = pageOf(rows, page.limit, (row) => ({ atMs: row.sentAtMs, id: row.id }));
    return {
      items: items.map((row) => {
        const template = this.areas.templates.get(row.template);
        const values = JSON.parse(row.payload) as Record<string, string>;
        const named = { zh: row.template, en: row.template };
        const both = (texts: typeof named = named) => ({
          zh: fillTemplate(texts, values, 'zh'),
          en: fillTemplate(texts, values, 'en'),
        });
        return {
          id: row.id,
          template: row.template,
          leadsTo: template?.leadsTo ?? 'home',
          title: both(template?.title),
          body: both(template?.body),
          sentAtMs: row.sentAtMs,
          readAtMs: row.readAtMs || null,
        };
      }),
      next,
    };
  }

  count(reader: Reader, brandId: number, family: readonly number[]): Promise<number> {
    return inboxItems.count(reader, brandId, { customerId: family });
  }

  unread(reader: Reader, brandId: number, family: readonly number[]): Promise<number> {
    return inboxItems.count(reader, brandId, { customerId: family, readAtMs: 0 });
  }

  /** Marks as read, keeping the first time. @returns when that was; null when it is not a message of this person. */
  async read(brandId: number, family: readonly number[], id: number): Promise<number | null> {
    const message = { id, customerId: family };
    return this.db.run('touches.read', async (tx) => {
      await inboxItems.set(tx, brandId, { ...message, readAtMs: 0 }, { readAtMs: tx.nowMs() });
      return (await inboxItems.one(tx, brandId, message))?.readAtMs ?? null;
    });
  }

  /** Marks everything that has come as read. @returns when that was */
  async readAll(brandId: number, family: readonly number[]): Promise<number> {
    return this.db.run('touches.readAll', async (tx) => {
      await inboxItems.set(tx, brandId, { customerId: family, readAtMs: 0 }, { readAtMs: tx.nowMs() });
      return tx.nowMs();
    });
  }

  /** Touches of a brand by state, for the system page. */
  byState(reader: Reader, brandId: number): Promise<Record<string, number>> {
    return this.queries.countByState(reader, brandId);
  }
}
