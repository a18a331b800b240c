import { queryIn, type Reader } from '../../platform/db/statements';

export interface PersonRow {
  readonly askedId: number;
  readonly customerId: number;
  readonly joinedAtMs: number;
  readonly erasedAtMs: number;
  readonly homeStoreId: number;
  readonly aliasId: number | null;
}

/** Whom ids stand for, with a row for each alias; null: there is none. Ids of other brands are not there. */
export function peopleBehind(
  reader: Reader,
  brandId: number,
  customerIds: readonly number[],
): Promise<PersonRow[]> {
  return queryIn<PersonRow>(
    reader,
    customerIds,
    (list) =>
      'SELECT asked.id AS askedId, kept.id AS customerId, kept.joined_at_ms AS joinedAtMs,' +
      ' kept.erased_at_ms AS erasedAtMs, kept.home_store_id AS homeStoreId, alias.id AS aliasId' +
      ' FROM customer asked' +
      ' JOIN customer kept ON kept.id = CASE asked.alias_of WHEN 0 THEN asked.id ELSE asked.alias_of END' +
      ' LEFT JOIN customer alias ON alias.alias_of = kept.id' +
      ` WHERE asked.brand_id = ? AND asked.id IN (${list}) ORDER BY alias.id`,
    [brandId],
  );
}

/**
 * Customers that were merged into these, by the index of aliases: nearly nobody is an alias, so an engine thinks that
 * every customer has the same one and would rather read them all.
 */
export function aliasesOf(
  reader: Reader,
  brandId: number,
  keptIds: readonly number[],
): Promise<{ id: number; aliasOf: number }[]> {
  return queryIn(
    reader,
    keptIds,
    (list) =>
      `SELECT id, alias_of AS aliasOf FROM customer${reader.dialect.walk('customer', 'ix_customer_alias_of')}` +
      ` WHERE alias_of IN (${list}) AND brand_id = ? ORDER BY id`,
    [],
    [brandId],
  );
}
