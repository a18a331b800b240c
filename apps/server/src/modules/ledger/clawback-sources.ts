import { Injectable } from '@nestjs/common';
import {
  groupedBy,
  type Asset,
  type ClawbackPolicy,
  type Funder,
  type PointsOwner,
  type PostingReference,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { Locked } from './batch';
import { anyLot, ledgerTransactions, pointsLots, type LotRow } from './entities';
import { LATE } from './fact-terms';
import { explanationOf, type Explanation } from './posting-rows';
import { LedgerQueries } from './queries';

/** What of one owner's points a refund makes undue. */
export interface ClawbackPart {
  readonly owner: PointsOwner;
  readonly asset: Asset;
  /** Above 0: what all refunds so far make undue, less what earlier clawbacks returned to issuance. */
  readonly due: number;
  readonly policy: ClawbackPolicy;
  readonly funder: Funder;
  /** The largest debt that `unlimited` may leave. */
  readonly debtMax?: number;
}

export interface ClawbackRequest {
  readonly brandId: number;
  readonly key: string;
  readonly reference: PostingReference;
  /** When the refund happened: `only-pending` asks whether the points were pending then. */
  readonly occurredAtMs: number;
  readonly explanation: Explanation;
  /** `settle`: not for a refund, but because a fact that came late makes the earning smaller. */
  readonly kind?: 'clawback' | 'settle';
  /** Key of the earning that is taken back: its lots come first. */
  readonly sourceKey: string;
  readonly parts: readonly ClawbackPart[];
}

export const isMembersPoints = ({ owner, asset }: Pick<ClawbackPart, 'owner' | 'asset'>): boolean =>
  owner.kind === 'member' && asset === 'points';

/** What is known of the earnings that refunds take back: their lots, and what of them expired. */
@Injectable()
export class ClawbackSources {
  constructor(private readonly queries: LedgerQueries) {}

  /** Lots by the key of the earning that opened them, those that carry them on since a merge included. */
  async lots(
    tx: Tx,
    brandId: number,
    requests: readonly ClawbackRequest[],
    { lots }: Locked,
  ): Promise<Map<string, ReadonlySet<number>>> {
    const keys = [...new Set(requests.map(({ sourceKey }) => sourceKey))];
    const buffers = keys.map((key) => Buffer.from(key, 'latin1'));
    const earned = [
      ...(await this.queries.transactionsByKey(tx, brandId, buffers)).map(({ id, postingKey }) => ({
        id,
        key: postingKey.toString('latin1'),
      })),
      ...(await this.corrected(tx, brandId, requests)),
    ];
    const opened = await anyLot.select(tx, { openedBy: earned.map(({ id }) => id) });
    const owners = requests.flatMap(({ parts }) =>
      parts.map(({ owner, asset }) => ({ brandId, owner, asset })),
    );
    const open = owners.flatMap((owner) => lots.lotsOf(owner));
    const lineage = await this.lineage(tx, [
      ...open,
      ...(await this.carriedOver(tx, brandId, requests, opened)),
    ]);
    const sources = new Map<string, Set<number>>();
    for (const [key, postings] of groupedBy(earned, (one) => one.key)) {
      const ids = new Set(postings.map(({ id }) => id));
      const own = new Set(opened.filter((lot) => ids.has(lot.openedBy)).map((lot) => lot.id));
      const carried = [...lineage].filter(([, origins]) => origins.some((origin) => own.has(origin)));
      sources.set(key, new Set([...own, ...carried.map(([lotId]) => lotId)]));
    }
    return sources;
  }

  /** What corrections of the same earnings gave beside them. */
  private async corrected(
    tx: Tx,
    brandId: number,
    requests: readonly ClawbackRequest[],
  ): Promise<{ readonly id: number; readonly key: string }[]> {
    const about = groupedBy(requests, ({ reference }) => reference.kind);
    const found: { readonly id: number; readonly key: string }[] = [];
    for (const [referenceKind, own] of about) {
      const referenceId = [...new Set(own.map(({ reference }) => Number(reference.id)))];
      const wanted = { referenceKind, referenceId, kind: 'settle' } as const;
      const rows = await ledgerTransactions.select(tx, brandId, wanted, { columns: ['id', 'explanation'] });
      for (const { id, explanation } of rows) {
        const { rule, source } = explanationOf(explanation);
        const isOfEarning = rule === LATE.ofEarning || rule === LATE.ofDue;
        if (isOfEarning && typeof source === 'string') found.push({ id, key: source });
      }
    }
    return found;
  }

  /** Lots of owners to whom a merge carried what others earned, those too of which nothing is left: they may have expired. */
  private async carriedOver(
    tx: Tx,
    brandId: number,
    requests: readonly ClawbackRequest[],
    opened: readonly LotRow[],
  ): Promise<LotRow[]> {
    const ownerIds = new Set(
      requests.flatMap(({ parts }) => parts.filter(isMembersPoints).map(({ owner }) => owner.id)),
    );
    if (!opened.some(({ ownerKind, ownerId }) => ownerKind === 'member' && !ownerIds.has(ownerId))) return [];
    const owned = { ownerKind: 'member', ownerId: [...ownerIds], asset: 'points' } as const;
    return (await pointsLots.select(tx, brandId, owned)).filter(({ carriedFrom }) => carriedFrom !== 0);
  }

  /** The lots that each carried lot goes back to, one step after another. */
  private async lineage(
    tx: Tx,
    lots: readonly { readonly id: number; readonly carriedFrom: number }[],
  ): Promise<Map<number, number[]>> {
    const lineage = new Map<number, number[]>();
    let ends = lots
      .filter(({ carriedFrom }) => carriedFrom !== 0)
      .map(({ id, carriedFrom }) => ({ id, carriedFrom }));
    while (ends.length > 0) {
      for (const { id, carriedFrom } of ends) lineage.set(id, [...(lineage.get(id) ?? []), carriedFrom]);
      const rows = await anyLot.select(tx, { id: [...new Set(ends.map(({ carriedFrom }) => carriedFrom))] });
      const origin = new Map(rows.map((row) => [row.id, row.carriedFrom]));
      ends = ends
        .map(({ id, carriedFrom }) => ({ id, carriedFrom: origin.get(carriedFrom) ?? 0 }))
        .filter(({ carriedFrom }) => carriedFrom !== 0);
    }
    return lineage;
  }

  /**
   * Members of whom something was taken back before points of the same earning expired, and became known after: an
   * alias's, whose order came late, expired before a merge could carry them on.
   */
  async overtaken(
    tx: Tx,
    requests: readonly ClawbackRequest[],
    sources: ReadonlyMap<string, ReadonlySet<number>>,
    expired: ReadonlyMap<string, number>,
  ): Promise<number[]> {
    const asked = requests.filter(
      ({ sourceKey, occurredAtMs }) => (expired.get(sourceKey) ?? 0) > 0 && occurredAtMs < tx.nowMs(),
    );
    const lotsOf = ({ sourceKey }: ClawbackRequest): number[] => [...(sources.get(sourceKey) ?? [])];
    const ids = [...new Set(asked.flatMap(lotsOf))];
    const rows = await anyLot.select(tx, { id: ids }, { columns: ['id', 'expiresAtMs'] });
    const endOf = new Map(rows.map(({ id, expiresAtMs }) => [id, expiresAtMs]));
    return asked
      .filter((one) => lotsOf(one).some((id) => (endOf.get(id) ?? 0) > one.occurredAtMs))
      .flatMap(({ parts }) => parts.filter(isMembersPoints).map(({ owner }) => owner.id));
  }

  /** What of each earning has expired unused, by its key: it is not owed again (HANDBOOK 24). */
  async expired(
    tx: Tx,
    brandId: number,
    requests: readonly ClawbackRequest[],
    sources: ReadonlyMap<string, ReadonlySet<number>>,
  ): Promise<Map<string, number>> {
    if (!requests.some(({ parts }) => parts.some(isMembersPoints))) return new Map();
    const lotIds = [...new Set([...sources.values()].flatMap((ids) => [...ids]))];
    const expired = await this.queries.expiredOf(tx, brandId, lotIds);
    return new Map(
      [...sources].map(([key, ids]) => [key, [...ids].reduce((sum, id) => sum + (expired.get(id) ?? 0), 0)]),
    );
  }
}
