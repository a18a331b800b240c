import { Injectable } from '@nestjs/common';
import type { Asset, PointsOwner } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import type { OwnerRef } from './lot-records';

interface DueRow {
  brand_id: number;
  owner_kind: string;
  owner_id: number;
  asset: string;
}

/** Whose points time has done something to that nobody has posted yet. */
@Injectable()
export class DueQueries {
  /** Owners of lots that came due, the longest overdue first. */
  async ownersOfLots(reader: Reader, nowMs: number, lots: number): Promise<OwnerRef[]> {
    return ownersIn(
      await reader.query<DueRow>(
        'SELECT brand_id, owner_kind, owner_id, asset FROM points_lot WHERE due_at_ms <= ? ORDER BY due_at_ms LIMIT ?',
        [nowMs, lots],
      ),
    );
  }

  /** Owners of open holds whose time is over. */
  async ownersOfHolds(reader: Reader, nowMs: number, holds: number): Promise<OwnerRef[]> {
    return ownersIn(
      await reader.query<DueRow>(
        "SELECT brand_id, owner_kind, owner_id, asset FROM points_hold WHERE state = 'open' AND expires_at_ms <= ?" +
          ' ORDER BY expires_at_ms LIMIT ?',
        [nowMs, holds],
      ),
    );
  }
}

/** Rows are read back as text; what was written was checked. */
function ownersIn(rows: readonly DueRow[]): OwnerRef[] {
  const owners = new Map<string, OwnerRef>();
  for (const { brand_id, owner_kind, owner_id, asset } of rows) {
    owners.set(`${brand_id}:${owner_kind}:${owner_id}:${asset}`, {
      brandId: brand_id,
      owner: { kind: owner_kind as PointsOwner['kind'], id: owner_id },
      asset: asset as Asset,
    });
  }
  return [...owners.values()];
}
