import { Injectable } from '@nestjs/common';
import type { Day } from '@liuliang/domain';
import type { Reader, Value } from '../../platform/db/statements';
import { buyersSql, type SqlPart } from './buyers.queries';
import { inForceOfCustomerSql, inForceSql, layerSql, type FactsPeriod } from './layer-sql';

/** Which customers are meant: by layer number on either day, by the move between them, by buying in between. */
export interface SegmentFilter {
  readonly fromLayer?: number | undefined;
  readonly toLayer?: number | undefined;
  readonly moved?: 'up' | 'down' | 'stay' | undefined;
  /** Any layer but none. */
  readonly isAssetFrom?: boolean | undefined;
  readonly isAssetTo?: boolean | undefined;
  /** `buyers`: an order paid in the period; `repeat`: two purchase days in it. */
  readonly bought?: 'buyers' | 'repeat' | undefined;
  /** Home stores that the reader may see; null: all. */
  readonly storeScope: readonly number[] | null;
}

export interface SegmentMember {
  readonly customerId: number;
  readonly fromLayer: number;
  readonly toLayer: number;
}

/** The same people that the figures of STAR count, one by one. */
@Injectable()
export class SegmentQueries {
  /** Customers with an id below `belowId`, newest id first. */
  async page(reader: Reader, segment: Segment, belowId: number, limit: number): Promise<SegmentMember[]> {
    const from = fromSql(segment);
    return reader.query<SegmentMember>(
      `SELECT id AS customerId, fromLayer, toLayer FROM (
         SELECT c.id AS id, ${layerColumns(segment)} ${from.sql} AND c.id < ?
       ) AS segment WHERE ${layersHold(segment.filter)} ORDER BY id DESC LIMIT ?`,
      [...from.values, belowId, limit],
    );
  }

  async count(reader: Reader, segment: Segment): Promise<number> {
    const from = fromSql(segment);
    const [row] = await reader.query<{ customers: number }>(
      `SELECT COUNT(*) AS customers FROM (
         SELECT c.id AS id, ${layerColumns(segment)} ${from.sql}
       ) AS segment WHERE ${layersHold(segment.filter)}`,
      from.values,
    );
    return row?.customers ?? 0;
  }
}

export interface Segment extends FactsPeriod {
  readonly filter: SegmentFilter;
}

function layerColumns({ fromDay, toDay, rules }: Segment): string {
  const layer = (day: Day, row: string): string =>
    `CASE WHEN ${row}.customer_id IS NULL THEN 0 ELSE ${layerSql(rules, day, row)} END`;
  return `${layer(fromDay, 'f')} AS fromLayer, ${layer(toDay, 't')} AS toLayer`;
}

function fromSql(segment: Segment): SqlPart {
  const { brandId, scope } = segment;
  const narrow = narrowed(segment);
  const stores = storesSql(segment.filter.storeScope);
  return {
    sql: `FROM customer c
      LEFT JOIN customer_day f ON f.brand_id = c.brand_id AND f.scope = ? AND f.customer_id = c.id
        AND ${inForceOfCustomerSql(segment.fromDay, 'f')}
      LEFT JOIN customer_day t ON t.brand_id = c.brand_id AND t.scope = ? AND t.customer_id = c.id
        AND ${inForceOfCustomerSql(segment.toDay, 't')}
      WHERE c.brand_id = ? AND +c.alias_of = 0 ${narrow.sql} ${stores.sql}`,
    values: [scope, scope, brandId, ...narrow.values, ...stores.values],
  };
}

/** A short list to start from where the filter gives one, so that a rare segment does not cost a walk over everybody. */
function narrowed(segment: Segment): SqlPart {
  const { brandId, scope, fromDay, toDay, rules, filter } = segment;
  const inLayer = (day: Day, layer: number | undefined): SqlPart => ({
    sql: `AND c.id IN (SELECT customer_id FROM customer_day WHERE brand_id = ? AND scope = ? AND ${inForceSql(day)}
      AND ${layerSql(rules, day)} ${layer === undefined ? '> 0' : `= ${layer}`})`,
    values: [brandId, scope],
  });
  if (filter.bought) {
    const buyers = buyersSql(segment);
    const least = filter.bought === 'repeat' ? 2 : 0;
    return {
      sql: `AND c.id IN (SELECT buyer_id FROM (${buyers.sql}) AS b WHERE b.purchase_days >= ${least})`,
      values: buyers.values,
    };
  }
  if (filter.fromLayer || filter.isAssetFrom) return inLayer(fromDay, filter.fromLayer);
  if (filter.toLayer || filter.isAssetTo) return inLayer(toDay, filter.toLayer);
  return { sql: '', values: [] };
}

/** A condition on home stores; an operator of no store sees nobody. */
export function storesSql(storeScope: readonly number[] | null): SqlPart {
  if (storeScope === null) return { sql: '', values: [] };
  if (storeScope.length === 0) return { sql: 'AND 1 = 0', values: [] };
  return {
    sql: `AND c.home_store_id IN (${storeScope.map(() => '?').join(',')})`,
    values: storeScope as Value[],
  };
}

const MOVE = { up: 'toLayer > fromLayer', down: 'toLayer < fromLayer', stay: 'toLayer = fromLayer' } as const;

function layersHold(filter: SegmentFilter): string {
  const conditions = ['1 = 1'];
  if (filter.fromLayer !== undefined) conditions.push(`fromLayer = ${Math.trunc(filter.fromLayer)}`);
  if (filter.toLayer !== undefined) conditions.push(`toLayer = ${Math.trunc(filter.toLayer)}`);
  if (filter.isAssetFrom !== undefined)
    conditions.push(filter.isAssetFrom ? 'fromLayer > 0' : 'fromLayer = 0');
  if (filter.isAssetTo !== undefined) conditions.push(filter.isAssetTo ? 'toLayer > 0' : 'toLayer = 0');
  if (filter.moved) conditions.push(MOVE[filter.moved]);
  return conditions.join(' AND ');
}
