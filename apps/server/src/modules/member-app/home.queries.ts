import type { LotShare } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import {
  HISTORY_SQL,
  ownedBy,
  pointsLots,
  toMovement,
  type MovementRow,
  type PointsHolder,
  type PointsMovement,
} from '../ledger';
import { customers, type CustomerRow } from '../members';
import { ORDER_VIEW, orderViewOf, type OrderView, type OrderViewRow } from '../orders';
import { standings, type StandingRow } from '../tiers';

/** What the head of a member's screen stands on, by one statement. */
export interface HomeCard {
  readonly customer: Pick<CustomerRow, 'id' | 'brandId' | 'joinedAtMs' | 'nickname' | 'mobile'>;
  /** False for somebody merged or erased meanwhile: then nothing here is about them. */
  readonly isCurrent: boolean;
  readonly unread: number;
  /** Where they stand as of the last judgement; null when they were never judged. */
  readonly standing: Pick<StandingRow, 'level' | 'earnedLevel' | 'judgedAtMs' | 'dueAtMs'> | null;
  /** Open lots; null when a hold lapsed that nobody has noticed, so that lots alone do not tell the balance. */
  readonly lots: readonly LotShare[] | null;
}

const CUSTOMER = ['id', 'brandId', 'joinedAtMs', 'aliasOf', 'nickname', 'mobile', 'erasedAtMs'] as const;
const STANDING = ['level', 'earnedLevel', 'judgedAtMs', 'dueAtMs'] as const;
const LOT = ['pending', 'remaining', 'held', 'activatesAtMs', 'expiresAtMs'] as const;

type Row = Pick<CustomerRow, (typeof CUSTOMER)[number]> & {
  readonly [K in (typeof STANDING)[number]]: number | null;
} & LotShare & { readonly lotId: number | null; readonly unread: number; readonly lapsed: number };

const cardSql = (family: string): string =>
  `SELECT ${customers.columns('c', CUSTOMER)}, ${standings.columns('t', STANDING)}, l.id AS lotId,` +
  ` ${pointsLots.columns('l', LOT)},` +
  ` (SELECT COUNT(*) FROM inbox_item i WHERE i.brand_id = ? AND i.customer_id IN (${family})` +
  ' AND i.read_at_ms = 0) AS unread,' +
  " (SELECT COUNT(*) FROM points_hold h WHERE h.brand_id = ? AND h.owner_kind = 'member' AND h.owner_id = ?" +
  " AND h.asset = 'points' AND h.state = 'open' AND h.expires_at_ms <= ?) AS lapsed" +
  ' FROM customer c LEFT JOIN customer_tier t ON t.customer_id = c.id' +
  " LEFT JOIN points_lot l ON l.brand_id = c.brand_id AND l.owner_kind = 'member' AND l.owner_id = c.id" +
  " AND l.asset = 'points' AND l.is_open = 1" +
  ' WHERE c.brand_id = ? AND c.id = ?';

/** Null when the brand has no such customer. */
export async function homeCard(
  reader: Reader,
  brandId: number,
  { customerId, family }: { readonly customerId: number; readonly family: readonly number[] },
): Promise<HomeCard | null> {
  const sql = cardSql(family.map(() => '?').join(','));
  const holds = [brandId, customerId, reader.nowMs()];
  const rows = await customers.query<Row>(reader, sql, [brandId, ...family, ...holds, brandId, customerId]);
  const [first] = rows;
  if (!first) return null;
  const { level, earnedLevel, judgedAtMs, dueAtMs } = first;
  const isJudged = level !== null && earnedLevel !== null && judgedAtMs !== null && dueAtMs !== null;
  return {
    customer: first,
    isCurrent: first.aliasOf === 0 && first.erasedAtMs === 0,
    unread: first.unread,
    standing: isJudged ? { level, earnedLevel, judgedAtMs, dueAtMs } : null,
    lots: first.lapsed > 0 ? null : rows.filter(({ lotId }) => lotId !== null),
  };
}

/** Movements with the orders that they are about, by row id. */
export interface MovementsOfOrders {
  readonly items: readonly PointsMovement[];
  readonly orders: ReadonlyMap<number, OrderView>;
}

type LatestRow = MovementRow & { readonly [K in keyof OrderViewRow]: OrderViewRow[K] | null };

// What moved a lot is about what opened it, as `toMovement` tells it.
const LATEST_SQL =
  `SELECT m.*, ${ORDER_VIEW.columns} FROM (${HISTORY_SQL}) m` +
  " LEFT JOIN sale_order o ON o.id = CASE COALESCE(m.lotReferenceKind, m.referenceKind) WHEN 'order'" +
  ' THEN COALESCE(m.lotReferenceId, m.referenceId) END AND +o.brand_id = ?' +
  ` ${ORDER_VIEW.joins} ORDER BY m.accountVersion DESC`;

/** The newest movements of what is available, with the orders that they name, by one statement. */
export async function latestMovements(
  reader: Reader,
  holder: PointsHolder,
  limit: number,
): Promise<MovementsOfOrders> {
  const asked = [...ownedBy(holder), Number.MAX_SAFE_INTEGER, limit, holder.brandId];
  const rows = await reader.query<LatestRow>(LATEST_SQL, asked);
  const named = rows.filter((row): row is MovementRow & OrderViewRow => row.id !== null);
  return { items: rows.map(toMovement), orders: new Map(named.map((row) => [row.id, viewOf(row)])) };
}

const viewOf = (row: OrderViewRow): OrderView => {
  const { id, orderKey, paidAtMs, amountFen, refundedFen, channel, storeName } = row;
  return orderViewOf({ id, orderKey, paidAtMs, amountFen, refundedFen, channel, storeName });
};
