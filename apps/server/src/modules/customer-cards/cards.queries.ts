import { groupedBy, type LotShare, type StoredStanding } from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';
import { customerTotals, inForceOfCustomerSql, layerSql, type LayersOn } from '../insights';
import { pointsLots } from '../ledger';
import { customers, type CustomerRow } from '../members';
import { standings } from '../tiers';

const LINE = ['id', 'joinedAtMs', 'nickname', 'createdAtMs'] as const;
const STANDING = ['level', 'earnedLevel', 'judgedAtMs', 'dueAtMs'] as const;
const FIGURES = ['orders', 'paidFen', 'firstSeenAtMs', 'lastSeenAtMs'] as const;
const CARD_FIGURES = ['refundedFen', 'lastOrderAtMs'] as const;
const LOT = ['pending', 'remaining', 'held', 'activatesAtMs', 'expiresAtMs'] as const;

type Figures<K extends string> = { readonly [name in K]: number };
type Nullable<T> = { readonly [K in keyof T]: T[K] | null };

/** What a list shows of a customer, as it is stored. */
export interface LineOfCustomer extends Pick<CustomerRow, (typeof LINE)[number]> {
  /** False for who was merged into somebody, or erased. */
  readonly isCurrent: boolean;
  /** Null of whom nothing has happened yet. */
  readonly figures: Figures<(typeof FIGURES)[number]> | null;
  /** Layer number on the day asked about. */
  readonly layer: number;
  /** Where they stand as of the last judgement; null when they were never judged. */
  readonly standing: StoredStanding | null;
  /** Open lots; null when a hold lapsed that nobody has noticed, so that lots alone do not tell the balance. */
  readonly lots: readonly LotShare[] | null;
}

/** As a line, with what is shown of one customer alone. */
export interface CardOfCustomer
  extends LineOfCustomer, Pick<CustomerRow, 'mobile'>, Figures<(typeof CARD_FIGURES)[number]> {
  /** Name of their home store; null: none. */
  readonly homeStore: string | null;
  /** Whether marketing is allowed by the choices filed under this very id. */
  readonly choseMarketing: boolean;
}

type LineRow = Pick<CustomerRow, (typeof LINE)[number]> &
  Nullable<StoredStanding> &
  Nullable<Figures<(typeof FIGURES)[number]>> &
  Nullable<LotShare> & { readonly isCurrent: number; readonly layer: number; readonly lapsed: number };
type CardRow = LineRow &
  Pick<CustomerRow, 'mobile'> &
  Nullable<Figures<(typeof CARD_FIGURES)[number]>> & {
    readonly homeStore: string | null;
    readonly marketing: number | null;
  };

// A lapsed hold holds something of an open lot, so only who has such a lot is asked about holds.
const LINE_COLUMNS = `${customers.columns('c', LINE)}, ${standings.columns('t', STANDING)},
  ${customerTotals.columns('f', FIGURES)}, ${pointsLots.columns('l', LOT)},
  CASE WHEN c.alias_of = 0 AND c.erased_at_ms = 0 THEN 1 ELSE 0 END AS isCurrent,
  CASE WHEN l.held <> 0 THEN (SELECT COUNT(*) FROM points_hold h WHERE h.brand_id = c.brand_id
    AND h.owner_kind = 'member' AND h.owner_id = c.id AND h.asset = 'points' AND h.state = 'open'
    AND h.expires_at_ms <= ?) ELSE 0 END AS lapsed`;
const CARD_COLUMNS = `, c.mobile, s.name AS homeStore, ${customerTotals.columns('f', CARD_FIGURES)},
  (SELECT p.granted FROM consent p WHERE p.customer_id = c.id AND p.purpose = 'marketing'
    AND +p.brand_id = c.brand_id ORDER BY p.at_ms DESC, p.id DESC LIMIT 1) AS marketing`;
const STORE = 'LEFT JOIN store s ON s.id = c.home_store_id';

const linesSql = (list: string, { day, rules }: LayersOn, isCard: boolean): string =>
  `SELECT ${LINE_COLUMNS}, ${layerSql(rules, day, 'd')} AS layer${isCard ? CARD_COLUMNS : ''}
   FROM customer c LEFT JOIN customer_total f ON f.customer_id = c.id
   LEFT JOIN customer_day d ON d.brand_id = c.brand_id AND d.scope = 0 AND d.customer_id = c.id
     AND ${inForceOfCustomerSql(day, 'd')}
   LEFT JOIN customer_tier t ON t.customer_id = c.id
   LEFT JOIN points_lot l ON l.brand_id = c.brand_id AND l.owner_kind = 'member' AND l.owner_id = c.id
     AND l.asset = 'points' AND l.is_open = 1
   ${isCard ? STORE : ''} WHERE c.id IN (${list}) AND +c.brand_id = ?`;

/** Lines of customers by id, in one statement; who is of another brand is left out. */
export async function linesOf(
  reader: Reader,
  brandId: number,
  customerIds: readonly number[],
  layers: LayersOn,
): Promise<LineOfCustomer[]> {
  const rows = await rowsOf<LineRow>(reader, brandId, customerIds, layers, false);
  return byCustomer(rows, lineOf);
}

/** As `linesOf`, with what is shown of one customer alone. */
export async function cardsOf(
  reader: Reader,
  brandId: number,
  customerIds: readonly number[],
  layers: LayersOn,
): Promise<CardOfCustomer[]> {
  const rows = await rowsOf<CardRow>(reader, brandId, customerIds, layers, true);
  return byCustomer(rows, (first, own) => ({
    ...lineOf(first, own),
    mobile: first.mobile,
    refundedFen: first.refundedFen ?? 0,
    lastOrderAtMs: first.lastOrderAtMs ?? 0,
    homeStore: first.homeStore,
    choseMarketing: first.marketing === 1,
  }));
}

/** A row for each open lot, or one for who has none. */
function rowsOf<R>(
  reader: Reader,
  brandId: number,
  customerIds: readonly number[],
  layers: LayersOn,
  isCard: boolean,
): Promise<R[]> {
  const sql = (list: string): string => linesSql(list, layers, isCard);
  return queryIn<R>(reader, customerIds, sql, [reader.nowMs()], [brandId]);
}

function byCustomer<R extends LineRow, T>(rows: readonly R[], told: (first: R, own: readonly R[]) => T): T[] {
  return [...groupedBy(rows, ({ id }) => id).values()].map((own) => told(own[0] as R, own));
}

function lineOf(first: LineRow, own: readonly LineRow[]): LineOfCustomer {
  const { id, joinedAtMs, nickname, createdAtMs, layer } = first;
  return {
    id,
    joinedAtMs,
    nickname,
    createdAtMs,
    layer,
    isCurrent: first.isCurrent === 1,
    figures: first.orders === null ? null : (first as NonNullable<LineOfCustomer['figures']>),
    standing: first.level === null ? null : (first as StoredStanding),
    lots: own.some(({ lapsed }) => lapsed > 0) ? null : own.filter(isLot),
  };
}

/** Who has no open lot has one row all the same. */
const isLot = (row: LineRow): row is LineRow & LotShare => row.remaining !== null;
