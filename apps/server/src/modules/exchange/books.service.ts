import { Injectable } from '@nestjs/common';
import {
  accountKey,
  exchangedByExpiry,
  type AccountRef,
  type ExchangeRate,
  type ExpiringPoints,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { RefuseOf } from '../../platform/http';
import type { Brand } from '../brands';
import { Holds, Ledger, mustHold, mustSucceed, type LedgerPosting } from '../ledger';
import type { ExchangeRow } from './entities';
import { expiriesOf } from './queries';

/** An exchange in the books of both brands. */
@Injectable()
export class ExchangeBooks {
  constructor(
    private readonly ledger: Ledger,
    private readonly holds: Holds,
  ) {}

  /** Out of one brand by hold and capture, into the other by postings of the same transaction. */
  async move(
    tx: Tx,
    row: ExchangeRow,
    rate: ExchangeRate,
    brands: { readonly from: Brand; readonly to: Brand },
    refuse: RefuseOf<'exchangePoints'>,
  ): Promise<void> {
    await this.lock(tx, row);
    const { fromBrandId: brandId, fromPoints } = row;
    const key = `exchange:${row.id}`;
    const explanation = {
      exchangeId: row.id,
      fromBrand: brands.from.code,
      toBrand: brands.to.code,
      fromPoints,
      toPoints: row.toPoints,
      rate: [rate.fromPoints, rate.toPoints],
    };
    const hold = await this.holds.place(tx, {
      brandId,
      key,
      owner: { kind: 'member', id: row.fromCustomerId },
      asset: 'points',
      points: fromPoints,
      purpose: 'exchange',
      untilMs: row.createdAtMs + 60_000,
      explanation,
    });
    const parts = await expiriesOf(tx, mustHold(hold, refuse).id);
    mustSucceed(await this.holds.capture(tx, { brandId, key, to: { kind: 'redemption' }, explanation }));
    const arriving = exchangedByExpiry(parts, rate);
    const postings = arriving.map((part, i) => arrivalOf(row, part, i, explanation));
    for (const posted of await this.ledger.post(tx, postings)) mustSucceed(posted);
  }

  /**
   * Takes the locks of both brands' accounts before the first posting. A posting ends with the lock of its writer's
   * chain, and an account taken behind that would be taken out of order (docs/architecture/locks.md).
   */
  private async lock(tx: Tx, row: ExchangeRow): Promise<void> {
    const from = [account(row.fromCustomerId, 'available'), account(row.fromCustomerId, 'held')];
    await this.ledger.lock(
      tx,
      new Map([
        [row.fromBrandId, byKey([...from, funds('redemption')])],
        [row.toBrandId, byKey([account(row.toCustomerId, 'available'), funds('issuance')])],
      ]),
    );
  }
}

/** HQ of the other brand issues what arrives: from now on it owes these points. */
function arrivalOf(
  row: ExchangeRow,
  { points, expiresAtMs }: ExpiringPoints,
  index: number,
  explanation: LedgerPosting['explanation'],
): LedgerPosting {
  const owner = { kind: 'member', id: row.toCustomerId } as const;
  return {
    brandId: row.toBrandId,
    key: `exchange:${row.id}:${index + 1}`,
    kind: 'opening',
    reference: { kind: 'exchange', id: String(row.id) },
    entries: [
      { account: funds('issuance'), amount: -points },
      { account: account(owner.id, 'available'), amount: points },
    ],
    lots: [{ owner, asset: 'points', activatesAtMs: 0, expiresAtMs, storeId: 0 }],
    occurredAtMs: row.createdAtMs,
    explanation,
  };
}

const account = (ownerId: number, bucket: 'available' | 'held'): AccountRef => ({
  ownerKind: 'member',
  ownerId,
  asset: 'points',
  bucket,
});

const funds = (bucket: 'redemption' | 'issuance'): AccountRef => ({
  ownerKind: 'system',
  ownerId: 0,
  asset: 'points',
  bucket,
});

const byKey = (accounts: readonly AccountRef[]): Map<string, AccountRef> =>
  new Map(accounts.map((one) => [accountKey(one), one]));
