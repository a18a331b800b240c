import { Injectable } from '@nestjs/common';
import type { DatedHistory, DatedLot, DatedMove } from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';
import { lotMoves, pointsHolds, pointsLots, type LotRow } from './entities';
import { termsOf } from './posting-rows';
import type { PointsHolder } from './reads.queries';

/** Several owners who are one person: a customer and the aliases of before. */
export type PointsHolders = Omit<PointsHolder, 'ownerId'> & { readonly ownerIds: readonly number[] };

type OpenedLotRow = LotRow & { creditedAtMs: number | null; explanation: string | null };

/** All that ever was in owners' lots, dated by when it happened. */
@Injectable()
export class AsOfQueries {
  async history(reader: Reader, holders: PointsHolders): Promise<DatedHistory> {
    const { brandId, ownerKind, ownerIds, asset } = holders;
    const rows = await queryIn<OpenedLotRow>(
      reader,
      ownerIds,
      (list) =>
        `SELECT ${pointsLots.columns('p')}, t.occurred_at_ms AS creditedAtMs, t.explanation FROM points_lot p` +
        ' LEFT JOIN ledger_transaction t ON t.id = p.opened_by' +
        ` WHERE p.brand_id = ? AND p.owner_kind = ? AND p.owner_id IN (${list}) AND p.asset = ?`,
      [brandId, ownerKind],
      [asset],
    );
    const moves = await queryIn<DatedMove>(
      reader,
      rows.map(({ id }) => id),
      (list) =>
        `SELECT ${lotMoves.columns('m')}, t.occurred_at_ms AS occurredAtMs FROM points_lot_move m` +
        ` JOIN ledger_transaction t ON t.id = m.transaction_id WHERE m.lot_id IN (${list}) AND t.brand_id = ?`,
      [],
      [brandId],
    );
    const owners = { ownerKind, ownerId: ownerIds, asset, state: 'open' } as const;
    const openHolds = await pointsHolds.select(reader, brandId, owners);
    const pushed = new Set(moves.filter(({ expiresToMs }) => expiresToMs > 0).map(({ lotId }) => lotId));
    return { lots: rows.map((row) => datedLot(row, pushed.has(row.id))), moves, openHolds };
  }
}

/** Where activity pushed the expiry back, the terms of the credit say what it was at first. */
function datedLot({ explanation, creditedAtMs, ...lot }: OpenedLotRow, isPushed: boolean): DatedLot {
  const terms = isPushed ? termsOf(explanation ?? '').lots : undefined;
  const own = terms?.find(
    ({ owner, asset }) => owner.kind === lot.ownerKind && owner.id === lot.ownerId && asset === lot.asset,
  );
  return {
    ...lot,
    creditedAtMs: creditedAtMs ?? lot.openedAtMs,
    firstExpiresAtMs: own?.expiresAtMs ?? lot.expiresAtMs,
  };
}
