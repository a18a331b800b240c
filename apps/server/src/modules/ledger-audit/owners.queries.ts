import { Injectable } from '@nestjs/common';
import type { OwnerHistory } from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';
import type { AccountRow, TransactionRow } from '../ledger';
import { inBrand } from './in-brand';

/** An owner of points, found by the first account of theirs. */
export type AuditedOwner = Pick<AccountRow, 'brandId' | 'ownerKind' | 'ownerId' | 'asset'> & {
  firstAccount: number;
  /** Of all their accounts of points. */
  entries: number;
};

type Breakage = OwnerHistory['breakages'] extends ReadonlyMap<number, infer B> ? B : never;

const OWNED = "bucket IN ('pending', 'available', 'held')";

/** What of owners' points no single table says. */
@Injectable()
export class OwnerAuditQueries {
  /** Owners behind an account, by their first account: each comes once. */
  async owners(
    reader: Reader,
    brandId: number | null,
    after: number,
    limit: number,
  ): Promise<AuditedOwner[]> {
    return reader.query<AuditedOwner>(
      'SELECT a.id AS firstAccount, a.brand_id AS brandId, a.owner_kind AS ownerKind, a.owner_id AS ownerId, a.asset,' +
        ' (SELECT CAST(SUM(c.version) AS SIGNED) FROM ledger_account c WHERE c.brand_id = a.brand_id' +
        ` AND c.owner_kind = a.owner_kind AND c.owner_id = a.owner_id AND c.asset = a.asset AND c.${OWNED}) AS entries` +
        ` FROM ledger_account a WHERE a.id > ? AND a.${OWNED} AND a.asset <> 'growth'${inBrand(brandId, 'a.brand_id')}` +
        ' AND NOT EXISTS (SELECT 1 FROM ledger_account b WHERE b.brand_id = a.brand_id AND b.owner_kind = a.owner_kind' +
        ` AND b.owner_id = a.owner_id AND b.asset = a.asset AND b.${OWNED} AND b.id < a.id) ORDER BY a.id LIMIT ?`,
      [after, limit],
    );
  }

  /** How often transactions of a kind name a hold. */
  settlings(
    reader: Reader,
    brandId: number,
    holdIds: readonly number[],
  ): Promise<{ holdId: number; kind: TransactionRow['kind']; times: number }[]> {
    return queryIn(
      reader,
      holdIds,
      (list) =>
        'SELECT reference_id AS holdId, kind, COUNT(*) AS times FROM ledger_transaction' +
        ` WHERE brand_id = ? AND reference_kind = 'hold' AND reference_id IN (${list})` +
        ' GROUP BY reference_id, kind',
      [brandId],
    );
  }

  /** The other sides of expiries. */
  breakages(
    reader: Reader,
    transactionIds: readonly number[],
  ): Promise<(Breakage & { transactionId: number })[]> {
    return queryIn(
      reader,
      transactionIds,
      (list) =>
        'SELECT e.transaction_id AS transactionId, a.owner_kind AS ownerKind, a.owner_id AS ownerId, a.bucket' +
        ' FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id' +
        ` WHERE e.transaction_id IN (${list}) AND e.amount > 0`,
    );
  }
}
