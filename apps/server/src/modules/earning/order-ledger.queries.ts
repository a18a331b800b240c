import { Injectable } from '@nestjs/common';
import {
  groupedBy,
  toldLines,
  type Asset,
  type EarnedLine,
  type Funder,
  type FunderKind,
  type OwnerKind,
  type ToldLines,
} from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';
import { LATE } from '../ledger';

interface EntryRow {
  readonly postingKey: Buffer;
  readonly kind: 'earn' | 'clawback' | 'settle';
  readonly orderId: number;
  readonly explanation: string;
  readonly ownerKind: OwnerKind;
  readonly ownerId: number;
  readonly asset: Asset;
  readonly bucket: string;
  readonly amount: number;
}

/** Who paid for an asset, to whom, and how much. */
export interface Award {
  readonly asset: Asset;
  readonly points: number;
  readonly funder: Funder;
  readonly owner: { readonly kind: 'member' | 'guide'; readonly id: number };
}

/** A posting by which an order earned, and what was taken back of it so far. */
export interface OrderEarning {
  readonly key: string;
  readonly orderId: number;
  readonly ruleVersion: number;
  readonly awards: readonly Award[];
  readonly perLine: readonly EarnedLine[];
  readonly taken: Map<Asset, number>;
}

/** What the ledger says of orders. */
@Injectable()
export class OrderLedgerQueries {
  /** The earnings of orders with what clawbacks have taken; an order that earned nothing has none. */
  async earningsOf(
    reader: Reader,
    brandId: number,
    orderIds: readonly number[],
  ): Promise<Map<number, OrderEarning[]>> {
    const rows = await queryIn<EntryRow>(
      reader,
      [...new Set(orderIds)],
      (list) =>
        'SELECT t.posting_key AS postingKey, t.kind, t.reference_id AS orderId, t.explanation,' +
        ' a.owner_kind AS ownerKind, a.owner_id AS ownerId, a.asset, a.bucket, e.amount FROM ledger_transaction t' +
        ' JOIN ledger_entry e ON e.transaction_id = t.id JOIN ledger_account a ON a.id = e.account_id' +
        ` WHERE t.brand_id = ? AND t.reference_kind = 'order' AND t.reference_id IN (${list})` +
        " AND t.kind IN ('earn', 'clawback', 'settle') ORDER BY t.id, e.line",
      [brandId],
    );
    const earnings = new Map<string, OrderEarning>();
    const earned = rows.filter(({ kind }) => kind === 'earn');
    for (const [key, posting] of groupedBy(earned, (row) => row.postingKey.toString('latin1')))
      earnings.set(key, earningOf(key, posting));
    for (const row of rows) {
      // All that a clawback took goes back to issuance, whatever the owner still had.
      const isTaking = row.kind === 'clawback' || explained(row).rule === LATE.ofDue;
      if (!isTaking || row.bucket !== 'issuance') continue;
      const taken = earnings.get(sourceOf(row))?.taken;
      taken?.set(row.asset, (taken.get(row.asset) ?? 0) + row.amount);
    }
    return groupedBy([...earnings.values()], (one) => one.orderId);
  }
}

interface Explained {
  readonly rule?: string;
  readonly source?: string;
  readonly ruleVersion?: number;
  readonly lines?: ToldLines;
}

const explained = (row: EntryRow): Explained => JSON.parse(row.explanation) as Explained;

/** The posting that a clawback takes from; clawbacks from before there were several did not say. */
const sourceOf = (row: EntryRow): string => explained(row).source ?? `earn:${row.orderId}`;

function earningOf(key: string, rows: readonly EntryRow[]): OrderEarning {
  const [first] = rows as [EntryRow];
  const awards = rows.flatMap(({ asset, bucket, amount, ownerKind, ownerId }): Award[] => {
    if (bucket !== 'issuance') return [];
    const owner = rows.find(
      (one) =>
        one.asset === asset && (one.ownerKind === 'member' || one.ownerKind === 'guide') && one.amount > 0,
    );
    if (!owner) return [];
    return [
      {
        asset,
        points: -amount,
        // Shards of the system are one funder.
        funder: { kind: ownerKind as FunderKind, id: ownerKind === 'system' ? 0 : ownerId },
        owner: { kind: owner.ownerKind as 'member' | 'guide', id: owner.ownerId },
      },
    ];
  });
  const of = (asset: Asset): number => awards.find((one) => one.asset === asset)?.points ?? 0;
  const whole = { points: of('points'), growth: of('growth'), guidePoints: of('guide_points') };
  const { ruleVersion = 0, lines } = explained(first);
  return {
    key,
    orderId: first.orderId,
    ruleVersion,
    awards,
    perLine: toldLines(lines, whole),
    taken: new Map(),
  };
}
