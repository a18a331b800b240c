import type { Reader } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { standings, tierChanges, tierPasses, type PassRow } from './entities';
import type { StandingRow } from './standings.queries';

const STANDING = [
  'level',
  'sinceMs',
  'earnedLevel',
  'earnedSinceMs',
  'figure',
  'reviewAtMs',
  'fallsAtMs',
  'keepMissing',
  'passId',
  'schemeVersion',
  'judgedAtMs',
  'dueAtMs',
  'holdsUntilMs',
] as const;
const PASS = ['passKey', 'kind', 'startsAtMs', 'endsAtMs', 'amountFen', 'cancelledAtMs'] as const;
const CHANGE = [
  'reason',
  'fromLevel',
  'toLevel',
  'occurredAtMs',
  'recordedAtMs',
  'schemeVersion',
  'figure',
  'needed',
  'causeKind',
] as const;

export type ShownPass = Pick<PassRow, (typeof PASS)[number] | 'id' | 'level'>;
export type HeldStanding = Pick<StandingRow, (typeof STANDING)[number]>;

/** A change with the number of the order that brought it. */
export type ShownChange = Pick<RowOf<typeof tierChanges>, (typeof CHANGE)[number]> & {
  readonly orderKey: Buffer | null;
};

type HeldRow = HeldStanding & { [K in (typeof PASS)[number]]: PassRow[K] | null } & {
  readonly passGiven: number | null;
};

const HELD_SQL =
  `SELECT ${standings.columns('t', STANDING)}, ${tierPasses.columns('p', PASS)}, p.level AS passGiven` +
  ' FROM customer c JOIN customer_tier t ON t.customer_id = c.id LEFT JOIN tier_pass p ON p.id = t.pass_id' +
  ' WHERE c.brand_id = ? AND c.id = ? AND c.joined_at_ms > 0 AND c.alias_of = 0 AND c.erased_at_ms = 0';

const CHANGES_SQL =
  `SELECT ${tierChanges.columns('t', CHANGE)}, o.order_key AS orderKey FROM tier_change t` +
  " LEFT JOIN sale_order o ON o.id = CASE WHEN t.cause_kind IN ('order', 'refund') THEN t.cause_id END" +
  ' WHERE t.brand_id = ? AND t.customer_id = ? ORDER BY t.occurred_at_ms DESC, t.id DESC LIMIT ?';

/** Where the last judgement left a member, with the pass that it counted; null for who is none, or was never judged. */
export async function heldStanding(
  reader: Reader,
  brandId: number,
  customerId: number,
): Promise<{ readonly standing: HeldStanding; readonly pass: ShownPass | null } | null> {
  const [row] = await reader.query<HeldRow>(HELD_SQL, [brandId, customerId]);
  if (!row) return null;
  const { passId: id, passGiven: level, passKey, kind, startsAtMs, endsAtMs, amountFen, cancelledAtMs } = row;
  if (level === null || passKey === null || kind === null) return { standing: row, pass: null };
  const given = { startsAtMs: startsAtMs ?? 0, endsAtMs: endsAtMs ?? 0, cancelledAtMs: cancelledAtMs ?? 0 };
  return { standing: row, pass: { id, level, passKey, kind, ...given, amountFen: amountFen ?? 0 } };
}

/** Newest first. */
export const latestChanges = (
  reader: Reader,
  brandId: number,
  customerId: number,
  limit: number,
): Promise<ShownChange[]> => reader.query<ShownChange>(CHANGES_SQL, [brandId, customerId, limit]);
