import { Injectable } from '@nestjs/common';
import { groupedBy, NEVER_MS } from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import { guideBindings, type BindingRow } from './entities';
import { countsOf } from './queries';
import { GuideScans } from './scans.queries';

/** For so long after their last contact a customer stays with a guide, whoever else scans. */
export const PROTECTED_MS = 180 * 86_400_000;

export interface BoundGuide {
  readonly guideId: number;
  /** Where the guide worked when the customer was bound. */
  readonly storeId: number;
}

export interface BindingView extends BoundGuide {
  readonly boundAtMs: number;
  readonly endedAtMs: number | null;
  readonly reason: BindingRow['reason'];
  /** Null once ended. */
  readonly protectedUntilMs: number | null;
}

/** A customer with every id that their history is filed under, the kept one first. */
type Family = readonly number[];

/**
 * Who looks after a customer. BINDINGS-1: at most one guide at a time. BINDINGS-2: a binding is only ever closed, so
 * that whose customer it was on any day stays known. Whoever writes holds the lock of the customer's row.
 */
@Injectable()
export class BindingsService {
  /** How many customers each guide looks after today. */
  readonly countsOf = countsOf;

  constructor(private readonly scans: GuideScans) {}

  /**
   * A guide has served a customer: the first one keeps them, as long as there is contact every PROTECTED_MS.
   * @param by whose code it was: the customer's, which the guide scanned, or the guide's, by which the customer came
   */
  async scanned(
    tx: Tx,
    brandId: number,
    family: Family,
    guide: BoundGuide,
    atMs: number,
    by: 'scan' | 'code' = 'scan',
  ): Promise<void> {
    const live = await this.live(tx, brandId, family);
    const own = live.filter(({ guideId }) => guideId === guide.guideId).map(({ id }) => id);
    if (own.length > 0) {
      await guideBindings.set(tx, brandId, { id: own }, { contactAtMs: atMs });
      return;
    }
    for (const binding of live) {
      if ((await this.protectedUntil(tx, binding, family)) > atMs) return;
    }
    await this.bind(tx, brandId, family, live, guide, by, atMs);
  }

  /** Gives a customer to a guide, whoever had them. */
  async transfer(tx: Tx, brandId: number, family: Family, guide: BoundGuide, atMs: number): Promise<void> {
    const live = await this.live(tx, brandId, family);
    if (live.length === 1 && live[0]?.guideId === guide.guideId) return;
    await this.bind(tx, brandId, family, live, guide, 'transfer', atMs);
  }

  /** Takes a customer from whoever has them: nobody looks after them from now on. */
  async release(tx: Tx, brandId: number, family: Family, atMs: number): Promise<void> {
    const ids = (await this.live(tx, brandId, family)).map(({ id }) => id);
    await replace(tx, brandId, ids, [], null, atMs);
  }

  /**
   * Ends the bindings of a guide who leaves and gives the customers to another one, or to nobody. The caller has
   * locked these customers. @param bindings from `customersOf`
   */
  async handOver(
    tx: Tx,
    brandId: number,
    bindings: readonly Pick<BindingRow, 'id' | 'customerId'>[],
    to: BoundGuide | null,
    atMs: number,
  ): Promise<void> {
    const ids = bindings.map(({ id }) => id);
    const customerIds = bindings.map(({ customerId }) => customerId);
    await replace(tx, brandId, ids, customerIds, to && { ...to, reason: 'left' }, atMs);
  }

  /** A page of the customers whom a guide looks after, for handing them over; ascending by customer. */
  customersOf(
    reader: Reader,
    brandId: number,
    guideId: number,
    afterId: number,
    limit: number,
  ): Promise<Pick<BindingRow, 'id' | 'customerId'>[]> {
    return guideBindings.select(
      reader,
      brandId,
      { guideId, endedAtMs: NEVER_MS },
      { columns: ['id', 'customerId'], and: ['customer_id > ?', afterId], order: 'customer_id', limit },
    );
  }

  /** Whose customer each was at an instant of theirs; null: nobody's. One answer per question, in order. */
  async guidesAt(
    reader: Reader,
    brandId: number,
    asked: readonly { readonly family: Family; readonly atMs: number }[],
  ): Promise<(BoundGuide | null)[]> {
    if (asked.length === 0) return [];
    const sinceMs = asked.reduce((least, { atMs }) => Math.min(least, atMs), NEVER_MS);
    const ids = [...new Set(asked.flatMap(({ family }) => family))];
    const byCustomer = groupedBy(await lastingSince(reader, brandId, ids, sinceMs), (row) => row.customerId);
    return asked.map(({ family, atMs }) => {
      const lasting = family
        .flatMap((id) => byCustomer.get(id) ?? [])
        .filter((row) => row.boundAtMs <= atMs && atMs < row.endedAtMs);
      // Two cards of one person may have had a guide each before they were merged: the first one was first.
      const [first] = lasting.sort((a, b) => a.boundAtMs - b.boundAtMs || a.id - b.id);
      return first ? { guideId: first.guideId, storeId: first.storeId } : null;
    });
  }

  /** Whether a customer is a guide's today. */
  async isOf(reader: Reader, brandId: number, guideId: number, family: Family): Promise<boolean> {
    const [now] = await this.guidesAt(reader, brandId, [{ family, atMs: reader.nowMs() }]);
    return now?.guideId === guideId;
  }

  /** Everybody who has ever looked after a customer, newest first. */
  async history(reader: Reader, brandId: number, family: Family): Promise<BindingView[]> {
    const rows = await lastingSince(reader, brandId, family, 0);
    const views: BindingView[] = [];
    for (const row of rows.reverse()) {
      const hasEnded = row.endedAtMs !== NEVER_MS;
      views.push({
        guideId: row.guideId,
        storeId: row.storeId,
        boundAtMs: row.boundAtMs,
        endedAtMs: hasEnded ? row.endedAtMs : null,
        reason: row.reason,
        protectedUntilMs: hasEnded ? null : await this.protectedUntil(reader, row, family),
      });
    }
    return views;
  }

  private async live(reader: Reader, brandId: number, family: Family): Promise<BindingRow[]> {
    const rows = await lastingSince(reader, brandId, family, 0);
    return rows.filter((row) => row.endedAtMs === NEVER_MS);
  }

  private async protectedUntil(reader: Reader, binding: BindingRow, family: Family): Promise<number> {
    const scan = await this.scans.last(reader, binding.brandId, binding.guideId, family);
    // Scans know of cards that were another person's then, contacts of customers who came by the guide's code.
    return Math.max(binding.boundAtMs, binding.contactAtMs, scan?.scannedAtMs ?? 0) + PROTECTED_MS;
  }

  private async bind(
    tx: Tx,
    brandId: number,
    family: Family,
    live: readonly BindingRow[],
    guide: BoundGuide,
    reason: BindingRow['reason'],
    atMs: number,
  ): Promise<void> {
    const [customerId] = family;
    if (customerId === undefined) throw new Error('BINDINGS-1: a binding is of a customer');
    const ids = live.map(({ id }) => id);
    await replace(tx, brandId, ids, [customerId], { ...guide, reason }, atMs);
  }
}

/** Bindings that lasted at or after an instant, oldest first. */
async function lastingSince(
  reader: Reader,
  brandId: number,
  customerIds: readonly number[],
  sinceMs: number,
): Promise<BindingRow[]> {
  const and = ['ended_at_ms > ?', sinceMs] as const;
  const rows = await guideBindings.select(reader, brandId, { customerId: customerIds }, { and });
  return rows.sort((a, b) => a.boundAtMs - b.boundAtMs || a.id - b.id);
}

/** Closes bindings and gives each of these customers to somebody, or to nobody. */
async function replace(
  tx: Tx,
  brandId: number,
  endedIds: readonly number[],
  customerIds: readonly number[],
  to: (BoundGuide & Pick<BindingRow, 'reason'>) | null,
  atMs: number,
): Promise<void> {
  await guideBindings.set(tx, brandId, { id: endedIds }, { endedAtMs: atMs });
  if (!to) return;
  const { guideId, storeId, reason } = to;
  const rows = customerIds.map((customerId) => ({
    id: tx.nextId(),
    brandId,
    customerId,
    guideId,
    storeId,
    boundAtMs: atMs,
    endedAtMs: NEVER_MS,
    reason,
    contactAtMs: atMs,
  }));
  await guideBindings.insert(tx, rows);
}
