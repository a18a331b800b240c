import { Injectable } from '@nestjs/common';
import { mergeLifecycle } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import { insertRows, queryIn, type Reader, type Tx, type Value } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { merges } from './entities';

/** Who an identity belongs to. */
export interface IdentityOwner {
  readonly kind: string;
  readonly valueIndex: Buffer;
  readonly customerId: number;
  readonly verified: number;
}

export interface NewIdentity {
  readonly kind: string;
  readonly valueIndex: Buffer;
  readonly sealedValue: Buffer;
  readonly customerId: number;
  readonly isVerified: boolean;
}

/** A merge as it was recorded: done, in review, or undone. */
export type MergeRow = RowOf<typeof merges>;

/** What a merge and the resolution of aliases look at. */
export interface CustomerCore {
  readonly id: number;
  readonly aliasOf: number;
  readonly joinedAtMs: number;
  readonly createdAtMs: number;
  readonly homeStoreId: number;
  readonly nickname: Buffer;
  readonly mobile: Buffer;
  readonly erasedAtMs: number;
}

export interface PersonRow {
  readonly askedId: number;
  readonly customerId: number;
  readonly joinedAtMs: number;
  readonly erasedAtMs: number;
  readonly homeStoreId: number;
  readonly aliasId: number | null;
}

const CORE = `id, alias_of AS aliasOf, joined_at_ms AS joinedAtMs, created_at_ms AS createdAtMs,
  home_store_id AS homeStoreId, nickname, mobile, erased_at_ms AS erasedAtMs`;
const OWNER = 'kind, value_index AS valueIndex, customer_id AS customerId, verified';

/** Rows of customers and of the identities they are known by. */
@Injectable()
export class CustomersQueries {
  readonly mergeStates = new States(merges, mergeLifecycle);

  async owners(
    reader: Reader,
    brandId: number,
    kind: string,
    indexes: readonly Buffer[],
  ): Promise<IdentityOwner[]> {
    return queryIn<IdentityOwner>(
      reader,
      indexes,
      (list) =>
        `SELECT ${OWNER} FROM customer_identity WHERE brand_id = ? AND kind = ? AND value_index IN (${list})`,
      [brandId, kind],
    );
  }

  /** Adds identities that nobody has yet. @returns how many were new */
  async addIdentities(
    tx: Tx,
    brandId: number,
    identities: readonly NewIdentity[],
    nowMs: number,
  ): Promise<number> {
    const columns = ['brand_id', 'kind', 'value_index', 'value', 'customer_id', 'verified', 'created_at_ms'];
    const rows = identities.map((one): Value[] => [
      brandId,
      one.kind,
      one.valueIndex,
      one.sealedValue,
      one.customerId,
      one.isVerified ? 1 : 0,
      nowMs,
    ]);
    return insertRows(tx, 'customer_identity', columns, rows, { ignore: true });
  }

  async addCustomers(tx: Tx, brandId: number, customerIds: readonly number[], nowMs: number): Promise<void> {
    const columns = ['id', 'brand_id', 'nickname', 'mobile', 'created_at_ms'];
    await insertRows(
      tx,
      'customer',
      columns,
      customerIds.map((id) => [id, brandId, Buffer.alloc(0), Buffer.alloc(0), nowMs]),
    );
  }

  async verifyIdentity(tx: Tx, brandId: number, kind: string, valueIndex: Buffer): Promise<void> {
    await tx.exec(
      'UPDATE customer_identity SET verified = 1 WHERE brand_id = ? AND kind = ? AND value_index = ?',
      [brandId, kind, valueIndex],
    );
  }

  async aliasesOf(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
  ): Promise<{ id: number; aliasOf: number }[]> {
    return queryIn(
      reader,
      customerIds,
      (list) =>
        `SELECT id, alias_of AS aliasOf FROM customer WHERE brand_id = ? AND alias_of IN (${list}) ORDER BY id`,
      [brandId],
    );
  }

  /** Whom ids stand for, with a row for each alias; null: there is none. Ids of other brands are not there. */
  async people(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<PersonRow[]> {
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
   * Ids with the customer they were merged into, 0 for none, locked until commit. Ids are in ascending order: the one
   * lock order of customers.
   */
  async lockAliases(
    tx: Tx,
    brandId: number,
    ascendingIds: readonly number[],
  ): Promise<{ id: number; aliasOf: number }[]> {
    return queryIn(
      tx,
      ascendingIds,
      (list) =>
        `SELECT id, alias_of AS aliasOf FROM customer WHERE brand_id = ? AND id IN (${list}) ORDER BY id${tx.dialect.forUpdate}`,
      [brandId],
    );
  }

  async lockCores(tx: Tx, brandId: number, customerIds: readonly number[]): Promise<CustomerCore[]> {
    const list = customerIds.map(() => '?').join(',');
    return tx.query<CustomerCore>(
      `SELECT ${CORE} FROM customer WHERE brand_id = ? AND id IN (${list}) ORDER BY id${tx.dialect.forUpdate}`,
      [brandId, ...customerIds],
    );
  }

  async identitiesOf(reader: Reader, brandId: number, customerId: number): Promise<IdentityOwner[]> {
    return reader.query<IdentityOwner>(
      `SELECT ${OWNER} FROM customer_identity WHERE brand_id = ? AND customer_id = ? ORDER BY kind, value_index`,
      [brandId, customerId],
    );
  }

  async moveIdentities(tx: Tx, brandId: number, fromId: number, toId: number): Promise<void> {
    await tx.exec('UPDATE customer_identity SET customer_id = ? WHERE brand_id = ? AND customer_id = ?', [
      toId,
      brandId,
      fromId,
    ]);
  }

  /** Moves one identity back, if it is still where the merge put it. */
  async returnIdentity(
    tx: Tx,
    brandId: number,
    kind: string,
    valueIndex: Buffer,
    fromId: number,
    toId: number,
  ): Promise<void> {
    await tx.exec(
      'UPDATE customer_identity SET customer_id = ? WHERE brand_id = ? AND kind = ? AND value_index = ? AND customer_id = ?',
      [toId, brandId, kind, valueIndex, fromId],
    );
  }

  async setAlias(tx: Tx, brandId: number, ids: readonly number[], aliasOf: number): Promise<void> {
    if (ids.length === 0) return;
    const list = ids.map(() => '?').join(',');
    await tx.exec(`UPDATE customer SET alias_of = ? WHERE brand_id = ? AND id IN (${list})`, [
      aliasOf,
      brandId,
      ...ids,
    ]);
  }

  async setCore(
    tx: Tx,
    brandId: number,
    core: Omit<CustomerCore, 'aliasOf' | 'createdAtMs' | 'erasedAtMs'>,
  ): Promise<void> {
    await tx.exec(
      'UPDATE customer SET joined_at_ms = ?, home_store_id = ?, nickname = ?, mobile = ? WHERE brand_id = ? AND id = ?',
      [core.joinedAtMs, core.homeStoreId, core.nickname, core.mobile, brandId, core.id],
    );
  }

  async addMerge(tx: Tx, merge: MergeRow): Promise<void> {
    await merges.insert(tx, [merge]);
  }

  async merge(reader: Reader, brandId: number, mergeId: number): Promise<MergeRow | null> {
    return merges.one(reader, brandId, { id: mergeId });
  }

  /** A merge of these two that waits for a person. */
  async openReview(
    reader: Reader,
    brandId: number,
    keptId: number,
    aliasId: number,
  ): Promise<MergeRow | null> {
    return merges.one(reader, brandId, { keptId, aliasId, state: 'review' });
  }
}
