import type { Reader } from '../../platform/db/statements';

/** A session with whom it stands for: a row for each alias of theirs, and for each role. */
export interface CallerRow {
  readonly kind: 'member' | 'operator';
  readonly brandId: number;
  readonly subjectId: number;
  readonly revokedAtMs: number;
  /** Null for operators, and where the brand has no such customer. */
  readonly customerId: number | null;
  readonly joinedAtMs: number | null;
  readonly erasedAtMs: number | null;
  readonly aliasId: number | null;
  /** A role of their own, and one of the alias; those of stores that are gone count for nothing. */
  readonly guideId: number | null;
  readonly storeId: number | null;
  readonly aliasGuideId: number | null;
  readonly aliasStoreId: number | null;
}

const roleOf = (guide: string, store: string, customer: string): string =>
  ` LEFT JOIN guide ${guide} ON ${guide}.customer_id = ${customer}.id` +
  ` AND +${guide}.brand_id = s.brand_id AND ${guide}.left_at_ms = 0` +
  ` LEFT JOIN store ${store} ON ${store}.id = ${guide}.store_id`;

const SQL =
  'SELECT s.kind, s.brand_id AS brandId, s.subject_id AS subjectId, s.revoked_at_ms AS revokedAtMs,' +
  ' kept.id AS customerId, kept.joined_at_ms AS joinedAtMs, kept.erased_at_ms AS erasedAtMs, alias.id AS aliasId,' +
  ' g.id AS guideId, own.id AS storeId, ga.id AS aliasGuideId, theirs.id AS aliasStoreId' +
  ' FROM session s' +
  // The plus keeps SQLite, which has no statistics, from walking an index that begins with the brand.
  " LEFT JOIN customer asked ON asked.id = s.subject_id AND +asked.brand_id = s.brand_id AND s.kind = 'member'" +
  ' LEFT JOIN customer kept ON kept.id = CASE asked.alias_of WHEN 0 THEN asked.id ELSE asked.alias_of END' +
  ' LEFT JOIN customer alias ON alias.alias_of = kept.id' +
  roleOf('g', 'own', 'kept') +
  roleOf('ga', 'theirs', 'alias') +
  ' WHERE s.id = ? ORDER BY alias.id';

/** Session, person and role of a guide by one statement; no rows: there is no such session. */
export const callerBehind = (reader: Reader, sessionId: number): Promise<CallerRow[]> =>
  reader.query<CallerRow>(SQL, [sessionId]);
