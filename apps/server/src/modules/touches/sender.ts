import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { dayOf, dayStartMs, DEFAULT_CAPS, decideTouch, type TouchDecision } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { reportOf, sweep } from '../../platform/jobs';
import { BrandsService } from '../brands';
import { ConsentsService, CustomersService, type FoundPerson } from '../members';
import { inboxItems, type TouchRow } from './entities';
import { LEASE_MS } from './jobs';
import { TouchesQueries } from './queries';

const BATCH = 100;

/**
 * Sends what is due. A touch is claimed in one transaction and ended in another, where every gate is asked again: a
 * person who opted out a moment ago is not reached (INV-25). The inbox is our own table, so its effect and the end of
 * the claim commit together, at most once per touch (INV-24).
 */
@Injectable()
export class TouchSender {
  private readonly owner = randomUUID();

  constructor(
    private readonly db: Database,
    private readonly queries: TouchesQueries,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly consents: ConsentsService,
  ) {}

  async sendDue(): Promise<string> {
    const nowMs = this.db.nowMs();
    await this.db.run('touches.release', (tx) => this.queries.releaseLapsed(tx, nowMs));
    const handled = await sweep({
      // What fails stays claimed, and waits anew once its lease is over.
      due: (limit) =>
        this.db.run('touches.claim', (tx) =>
          this.queries.claim(tx, this.owner, nowMs, nowMs + LEASE_MS, Math.min(limit, BATCH)),
        ),
      keyOf: ({ id }) => id,
      work: async ([touch]) => {
        if (touch) await this.db.run('touches.send', (tx) => this.sendOne(tx, touch));
        return 1;
      },
      limit: BATCH,
    });
    return reportOf({ handled });
  }

  private async sendOne(tx: Tx, touch: TouchRow): Promise<void> {
    const { brandId, template, payload } = touch;
    const person = await this.customers.person(tx, { id: brandId }, touch.customerId);
    if (!person) throw new Error('A touch names a customer of another brand');
    const decision = await this.decide(tx, person, touch);
    const end = (change: Parameters<TouchesQueries['settle']>[3]) =>
      this.queries.settle(tx, touch, this.owner, change);
    if (decision.action === 'defer') {
      await end({ state: 'queued', dueAtMs: decision.untilMs });
    } else if (decision.action === 'suppress') {
      await end({ state: 'suppressed', reason: decision.reason });
    } else {
      const sentAtMs = tx.nowMs();
      // The claim is asked for again in the same statement: a worker that slept past its lease does nothing.
      if (!(await end({ state: 'accepted', sentAtMs }))) return;
      const item = { id: tx.nextId(), brandId, customerId: person.customerId, template, payload, sentAtMs };
      await inboxItems.insertNew(tx, { ...item, touchId: touch.id });
    }
  }

  private async decide(
    tx: Tx,
    { family, erasedAtMs }: FoundPerson,
    { brandId, messageClass: touchClass }: TouchRow,
  ): Promise<TouchDecision> {
    const { timeZone } = await this.brands.byId(tx, brandId);
    const today = dayOf(tx.nowMs(), timeZone);
    const [todayMs, weekMs] = [dayStartMs(today, timeZone), dayStartMs(today - 6, timeZone)];
    const sent = await this.queries.marketingSent(tx, family, todayMs, weekMs);
    const purpose = touchClass === 'marketing' ? 'marketing' : 'membership';
    return decideTouch({
      touchClass,
      hasConsent: await this.consents.allows(tx, brandId, family, purpose),
      hasOptedOut: erasedAtMs > 0,
      // The inbox wakes nobody: a message waits there until the person looks.
      quietUntilMs: null,
      sentToday: sent.today,
      sentThisWeek: sent.week,
      caps: DEFAULT_CAPS,
    });
  }
}
