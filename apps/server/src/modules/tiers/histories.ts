import { Injectable } from '@nestjs/common';
import type { QualifyingEntry, TierCause, TierHistory, TierRules } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import type { MovedGrowth } from '../ledger';
import { CustomersService } from '../members';
import {
  HistoriesQueries,
  type GrowthRow,
  type PassRow,
  type SpendRefundRow,
  type SpendRow,
} from './histories.queries';

/** Reads the histories by which members are judged: of themselves and of every alias that was merged into them. */
@Injectable()
export class Histories {
  constructor(
    private readonly queries: HistoriesQueries,
    private readonly customers: CustomersService,
  ) {}

  /** The members among canonical customers, by id, with when they joined. */
  async joined(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
  ): Promise<Map<number, number>> {
    const rows = await this.queries.members(reader, brandId, [...new Set(customerIds)]);
    const members = rows.filter((row) => row.joinedAtMs > 0 && row.aliasOf === 0);
    return new Map(members.map((row) => [row.id, row.joinedAtMs]));
  }

  /** @param members canonical ids with when they joined */
  async of(
    reader: Reader,
    brandId: number,
    members: ReadonlyMap<number, number>,
    rules: TierRules,
  ): Promise<Map<number, TierHistory>> {
    if (members.size === 0) return new Map();
    const families = await this.customers.families(reader, { id: brandId }, members.keys());
    const keptOf = new Map<number, number>();
    for (const [keptId, family] of families) for (const id of family) keptOf.set(id, keptId);
    const ids = [...keptOf.keys()];
    const bases = new Set(rules.versions.map(({ scheme }) => scheme.basis));
    const entries = groupBy(keptOf, [
      ...(bases.has('growth') ? growthEntries(await this.queries.growth(reader, brandId, ids)) : []),
      ...(bases.has('net_spend') ? await this.spendEntries(reader, brandId, ids) : []),
    ]);
    const passes = groupBy(keptOf, await this.queries.passes(reader, ids));
    const revocations = groupBy(keptOf, await this.queries.revocations(reader, ids));
    return new Map(
      [...members].map(([id, joinedAtMs]): [number, TierHistory] => [
        id,
        {
          joinedAtMs,
          entries: (entries.get(id) ?? []).map(({ entry }) => entry),
          passes: (passes.get(id) ?? []).map(passTerm),
          revocations: revocations.get(id) ?? [],
        },
      ]),
    );
  }

  private async spendEntries(reader: Reader, brandId: number, ids: readonly number[]): Promise<Owned[]> {
    const orders = await this.queries.spend(reader, brandId, ids);
    const refunded = orders.filter((order) => order.refundedFen > 0).map((order) => order.orderId);
    return spendEntries(orders, await this.queries.refunds(reader, refunded));
  }
}

/** A pass as the rules take it: a cancelled one ended then. */
export function passTerm(row: PassRow): TierHistory['passes'][number] {
  const { id, level, startsAtMs, cancelledAtMs } = row;
  const endsAtMs = cancelledAtMs > 0 ? Math.min(row.endsAtMs, cancelledAtMs) : row.endsAtMs;
  return { id, level, startsAtMs, endsAtMs };
}

/** An entry and under whose id it is filed. */
export interface Owned {
  readonly customerId: number;
  readonly entry: QualifyingEntry;
}

/**
 * Growth as qualifying entries. What a merge carried from account to account qualifies for nothing: the entries it
 * consists of are read with the family. What was taken back counts in the window of what had given it.
 */
export function growthEntries(rows: readonly GrowthRow[]): Owned[] {
  const own = rows.filter((row) => row.kind !== 'merge' && !row.postingKey.toString().startsWith('unmerge:'));
  const byTransaction = new Map(own.map((row) => [row.transactionId, row]));
  const earned = new Map(
    own.filter((row) => row.kind === 'earn').map((row) => [`${row.referenceKind}:${row.referenceId}`, row]),
  );
  return own.map((row): Owned => {
    const origin =
      byTransaction.get(row.reversesId) ??
      (row.kind === 'clawback' ? earned.get(`${row.referenceKind}:${row.referenceId}`) : undefined);
    const entry = {
      atMs: origin?.occurredAtMs ?? row.occurredAtMs,
      effectiveAtMs: row.occurredAtMs,
      basis: 'growth',
      amount: row.amount,
      cause: growthCause(row),
    } as const;
    return { customerId: row.customerId, entry };
  });
}

export function spendEntries(orders: readonly SpendRow[], refunds: readonly SpendRefundRow[]): Owned[] {
  const byId = new Map(orders.map((order) => [order.orderId, order]));
  const paid = orders.map((order): Owned => {
    const instant = { atMs: order.paidAtMs, effectiveAtMs: order.paidAtMs };
    const cause: TierCause = { kind: 'order', id: order.orderId };
    return {
      customerId: order.customerId,
      entry: { ...instant, basis: 'net_spend', amount: order.amountFen, cause },
    };
  });
  const returned = refunds.flatMap((refund): Owned[] => {
    const order = byId.get(refund.orderId);
    if (!order) return [];
    const instant = { atMs: order.paidAtMs, effectiveAtMs: refund.refundedAtMs };
    const cause: TierCause = { kind: 'refund', id: order.orderId };
    return [
      {
        customerId: order.customerId,
        entry: { ...instant, basis: 'net_spend', amount: -refund.amountFen, cause },
      },
    ];
  });
  return [...paid, ...returned];
}

/** What moved growth, as the record of tiers names it. */
export function growthCause({ kind, referenceKind, referenceId, transactionId }: MovedGrowth): TierCause {
  if (referenceKind === 'order') return { kind: kind === 'clawback' ? 'refund' : 'order', id: referenceId };
  if (referenceKind === 'event') return { kind: 'event', id: referenceId };
  return { kind: 'adjustment', id: transactionId };
}

function groupBy<T extends { readonly customerId: number }>(
  keptOf: ReadonlyMap<number, number>,
  rows: readonly T[],
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const keptId = keptOf.get(row.customerId) ?? row.customerId;
    const group = groups.get(keptId);
    if (group) group.push(row);
    else groups.set(keptId, [row]);
  }
  return groups;
}
