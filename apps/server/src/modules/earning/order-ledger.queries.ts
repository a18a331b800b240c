import { Injectable } from '@nestjs/common';
import {
  groupedBy,
  toldLines,
  totalOf,
  type Asset,
  type EarnedLine,
  type Funder,
  type FunderKind,
  type OwnerKind,
  type ToldContext,
  type ToldLines,
} from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';
import { LATE } from '../ledger';

interface EntryRow {
  readonly transactionId: number;
  readonly postingKey: Buffer;
  readonly kind: 'earn' | 'clawback' | 'settle';
  readonly referenceId: number;
  readonly occurredAtMs: number;
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

/** What a posting took back, dated as it is: below zero where it gave some of it again. */
interface Taken {
  readonly asset: Asset;
  readonly atMs: number;
  readonly points: number;
}

/** What an order or event earned by one key, as corrections left it, and what was taken back of it so far. */
export interface OrderEarning {
  readonly key: string;
  /** The order, or the event. */
  readonly orderId: number;
  readonly occurredAtMs: number;
  /** By the newest explanation, like the lines and the context. */
  readonly ruleVersion: number;
  readonly perLine: readonly EarnedLine[];
  readonly context: ToldContext;
  readonly awards: readonly Award[];
  readonly taken: Map<Asset, number>;
  /** The same, posting by posting. */
  readonly takenAt: readonly Taken[];
  /** Corrections so far. */
  readonly settled: number;
  /** People found the guide's reward wrong and took all that was left of it. */
  readonly isWithdrawn: boolean;
}

/** What the ledger says of orders and events. */
@Injectable()
export class OrderLedgerQueries {
  /** The earnings of orders with what clawbacks have taken; an order that earned nothing has none. */
  async earningsOf(
    reader: Reader,
    brandId: number,
    ids: readonly number[],
    kind: 'order' | 'event' = 'order',
  ): Promise<Map<number, OrderEarning[]>> {
    const rows = await queryIn<EntryRow>(
      reader,
      [...new Set(ids)],
      (list) =>
        'SELECT t.id AS transactionId, t.posting_key AS postingKey, t.kind, t.reference_id AS referenceId,' +
        ' t.occurred_at_ms AS occurredAtMs, t.explanation, a.owner_kind AS ownerKind, a.owner_id AS ownerId, a.asset,' +
        ' a.bucket, e.amount FROM ledger_transaction t' +
        ' JOIN ledger_entry e ON e.transaction_id = t.id JOIN ledger_account a ON a.id = e.account_id' +
        ` WHERE t.brand_id = ? AND t.reference_kind = '${kind}' AND t.reference_id IN (${list})` +
        " AND t.kind IN ('earn', 'clawback', 'settle') ORDER BY t.id, e.line",
      [brandId],
    );
    const told = rows.map((row): ToldRow => ({ ...row, said: JSON.parse(row.explanation) as Explained }));
    const bySource = groupedBy(told, sourceOf);
    const earnings = [...bySource].flatMap(([key, own]) => earningOf(key, own));
    return groupedBy(earnings, (one) => one.orderId);
  }
}

interface Explained {
  readonly rule?: string;
  readonly source?: string;
  readonly ruleVersion?: number;
  readonly lines?: ToldLines;
  readonly context?: ToldContext;
}

type ToldRow = EntryRow & { readonly said: Explained };

/** The earning that a posting is about; clawbacks from before there were several did not say. */
function sourceOf({ kind, postingKey, referenceId, said }: ToldRow): string {
  return kind === 'earn' ? postingKey.toString('latin1') : (said.source ?? `earn:${referenceId}`);
}

/** Empty for what is about no earning. */
function earningOf(key: string, rows: readonly ToldRow[]): OrderEarning[] {
  const first = rows.find(({ kind }) => kind === 'earn');
  if (!first) return [];
  const given = rows.filter(
    ({ kind, said }) => kind === 'earn' || (kind === 'settle' && said.rule === LATE.ofEarning),
  );
  const newest = given.reduce((a, b) => (b.transactionId >= a.transactionId ? b : a));
  const awards = awardsOf(given);
  const of = (asset: Asset): number =>
    awards.reduce((sum, award) => (award.asset === asset ? sum + award.points : sum), 0);
  const whole = { points: of('points'), growth: of('growth'), guidePoints: of('guide_points') };
  const taken = new Map<Asset, number>();
  const takenAt: Taken[] = [];
  for (const row of rows) {
    // All that a clawback took goes back to issuance, whatever the owner still had.
    if (given.includes(row) || row.bucket !== 'issuance') continue;
    taken.set(row.asset, (taken.get(row.asset) ?? 0) + row.amount);
    takenAt.push({ asset: row.asset, atMs: row.occurredAtMs, points: row.amount });
  }
  const settles = rows.filter(({ kind }) => kind === 'settle').map((row) => row.transactionId);
  return [
    {
      key,
      orderId: first.referenceId,
      occurredAtMs: first.occurredAtMs,
      ruleVersion: newest.said.ruleVersion ?? 0,
      perLine: toldLines(newest.said.lines, whole),
      context: newest.said.context ?? {},
      awards,
      taken,
      takenAt,
      settled: new Set(settles).size,
      isWithdrawn: rows.some(({ said }) => said.rule === 'withdrawn'),
    },
  ];
}

/** What postings gave, and took again, of each funder and owner: nothing where nothing is left. */
function awardsOf(rows: readonly ToldRow[]): Award[] {
  const awards = new Map<string, Award>();
  for (const row of rows) {
    if (row.bucket !== 'issuance') continue;
    const owner =
      rows.find((one) => one.transactionId === row.transactionId && isOwners(one, row.asset)) ??
      // Nothing could be taken: it was all written off. It was of whoever had got it.
      rows.find((one) => isOwners(one, row.asset));
    if (!owner) continue;
    const funder = funderOf(row);
    // A member may have been merged meanwhile: it is one and the same.
    const whose = owner.ownerKind === 'guide' ? owner.ownerId : 0;
    const key = [row.asset, funder.kind, funder.id, owner.ownerKind, whose].join(':');
    awards.set(key, {
      asset: row.asset,
      points: (awards.get(key)?.points ?? 0) - row.amount,
      funder,
      owner: { kind: owner.ownerKind as 'member' | 'guide', id: owner.ownerId },
    });
  }
  return [...awards.values()].filter(({ points }) => points !== 0);
}

const isOwners = ({ ownerKind, asset }: EntryRow, of: Asset): boolean =>
  asset === of && (ownerKind === 'member' || ownerKind === 'guide');

/** Shards of the system are one funder. */
const funderOf = ({ ownerKind, ownerId }: EntryRow): Funder => ({
  kind: ownerKind as FunderKind,
  id: ownerKind === 'system' ? 0 : ownerId,
});

/** What an earning gives in all, corrections included. */
export const givenBy = ({ perLine }: OrderEarning) => totalOf(perLine);
