import {
  dayStartMs,
  fail,
  NEVER_MS,
  ok,
  parseDay,
  type Asset,
  type Identity,
  type Result,
} from '@liuliang/domain';
import type { Brand } from '../brands';
import { RowReader, type RawRow, type RowFault } from '../imports';

/** The columns of a file of opening balances, in their order; also the order in which fields are judged. */
export const balanceColumns = [
  'line_id',
  'identity_kind',
  'identity',
  'asset',
  'points',
  'expires_on',
] as const;

export interface BalanceInput {
  readonly lineKey: string;
  readonly identity: Identity;
  readonly asset: Asset;
  readonly points: number;
  /** First instant at which they are expired: the end of the day that was given. NEVER_MS without one. */
  readonly expiresAtMs: number;
}

/** What customers have. Guide points are earned by sales and have no balance elsewhere. */
const ASSETS: readonly Asset[] = ['points', 'growth'];
/** INV-12. */
const POINTS_MAX = 1e12;

/** Judges one line by itself. Whether it has expired depends on today and is judged once it is known to be new. */
export function readBalance(raw: RawRow, brand: Brand): Result<BalanceInput, RowFault> {
  const row = new BalanceReader(raw, balanceColumns);
  const lineKey = row.key('line_id');
  const identity = row.identity();
  const asset = row.asset('asset');
  const points = row.points('points');
  const expiresAtMs = row.endOfDay('expires_on', brand.timeZone, asset);
  return row.fault ? fail(row.fault) : ok({ lineKey, identity, asset, points, expiresAtMs });
}

class BalanceReader extends RowReader {
  asset(field: string): Asset {
    const asset = this.required(field) as Asset;
    if (!ASSETS.includes(asset)) this.refuse('INPUT_INVALID', field);
    return asset;
  }

  points(field: string): number {
    const text = this.required(field);
    const points = /^\d{1,13}$/.test(text) ? Number(text) : 0;
    if (points < 1 || points > POINTS_MAX) this.refuse('LEDGER_AMOUNT_OUT_OF_RANGE', field);
    return points;
  }

  /** The day is the last one on which the points can be spent. Growth does not expire. */
  endOfDay(field: string, zone: string, asset: Asset): number {
    const text = this.optional(field);
    if (text === '') return NEVER_MS;
    const day = parseDay(text);
    if (day === null || asset === 'growth') this.refuse('INPUT_INVALID', field);
    return day === null ? NEVER_MS : dayStartMs(day + 1, zone);
  }
}
