import { Injectable } from '@nestjs/common';
import { accountKey, type AccountRef } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import { Ledger } from '../ledger';
import type { ExchangeRow } from './queries';

/**
 * Takes the locks of both brands' accounts before the first posting. A posting ends with the lock of its writer's
 * chain, and an account taken behind that would be taken out of order (docs/architecture/locks.md).
 */
@Injectable()
export class ExchangeLocks {
  constructor(private readonly ledger: Ledger) {}

  async take(tx: Tx, row: ExchangeRow): Promise<void> {
    const from = memberAccounts(row.fromCustomerId, ['available', 'held']);
    const to = memberAccounts(row.toCustomerId, ['available']);
    await this.ledger.lock(
      tx,
      new Map([
        [row.fromBrandId, byKey([...from, funds('redemption')])],
        [row.toBrandId, byKey([...to, funds('issuance')])],
      ]),
    );
  }
}

const memberAccounts = (ownerId: number, buckets: readonly ('available' | 'held')[]): AccountRef[] =>
  buckets.map((bucket) => ({ ownerKind: 'member', ownerId, asset: 'points', bucket }));

const funds = (bucket: 'redemption' | 'issuance'): AccountRef => ({
  ownerKind: 'system',
  ownerId: 0,
  asset: 'points',
  bucket,
});

const byKey = (accounts: readonly AccountRef[]): Map<string, AccountRef> =>
  new Map(accounts.map((account) => [accountKey(account), account]));
