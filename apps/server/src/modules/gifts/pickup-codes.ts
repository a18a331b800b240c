import { Injectable } from '@nestjs/common';
import { DIGITS, takeCode, type CodeKind } from '../../platform/codes';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { SecretCodes } from '../../platform/secret-codes';
import { everyBrand, numberedRows, ofSecret } from '../../platform/secret/secret-rows';
import { Secrets } from '../../platform/secrets';
import { giftOrders, type GiftOrderRow } from './entities';
import { orderByCode, type NamedGiftOrderRow } from './orders.queries';

/** Ten digits: short enough to type at the counter, too many to find one by trying. */
export const PICKUP_CODE: CodeKind = { alphabet: DIGITS, length: 10 };

const pickupCodesOf = ofSecret(
  (secrets) => new SecretCodes(secrets, [PICKUP_CODE], { table: 'gift_order', column: 'pickup_code' }),
);

export const sealedPickups = numberedRows(
  giftOrders.acrossBrands(everyBrand),
  { place: 'id', reads: ['id', 'pickupCode', 'codeSealed'], columns: ['pickupCode', 'codeSealed'] },
  ({ id, pickupCode, codeSealed }, { from, to }) => {
    const kept = { hash: pickupCode, sealed: codeSealed };
    const { hash, sealed } = pickupCodesOf(from).renewed(id, kept, pickupCodesOf(to));
    return { pickupCode: hash, codeSealed: sealed };
  },
);

type CodeColumns = Pick<GiftOrderRow, 'id' | 'pickupCode' | 'codeSealed'>;
type Unsealed = CodeColumns & Pick<GiftOrderRow, 'brandId'>;
type Taken = Pick<GiftOrderRow, 'pickupCode' | 'codeSealed' | 'expiresAtMs'>;

/** The codes by which gifts are collected: whoever has one has the gift, so that no row says it (CODES-2). */
@Injectable()
export class PickupCodes {
  private readonly codes: SecretCodes;

  constructor(
    private readonly db: Database,
    secrets: Secrets,
  ) {
    this.codes = pickupCodesOf(secrets);
  }

  /**
   * A code for an order, good for `lifeMs` from now.
   * @param insert writes the order; false when another one has its code
   */
  async take(
    tx: Tx,
    { id, brandId }: Pick<GiftOrderRow, 'id' | 'brandId'>,
    lifeMs: number,
    insert: (taken: Taken) => Promise<boolean>,
  ): Promise<{ readonly expiresAtMs: number }> {
    return takeCode(tx, PICKUP_CODE, lifeMs, async ({ code, expiresAtMs }) => {
      // The table's key compares hashes, and orders of an earlier release hold the code itself.
      if (await giftOrders.one(tx, brandId, { pickupCode: code })) return false;
      return insert({ ...this.columnsOf(id, code), expiresAtMs });
    });
  }

  /** The code, for the owner of the order. */
  shown({ id, pickupCode, codeSealed }: CodeColumns): string {
    return this.codes.show(id, { hash: pickupCode, sealed: codeSealed });
  }

  /** The order behind a code as somebody typed it. */
  async find(reader: Reader, brandId: number, typed: string): Promise<NamedGiftOrderRow | null> {
    const forms = this.codes.lookedFor(typed);
    return forms.length === 0 ? null : orderByCode(reader, brandId, forms);
  }

  /** Only of orders that can be collected: the code of a settled one redeems nothing. */
  unsealed(limit: number): Promise<Unsealed[]> {
    const all = giftOrders.acrossBrands('codes are sealed whichever brand they are of');
    const reading = { columns: ['id', 'brandId', 'pickupCode', 'codeSealed'] as const, limit };
    return this.db.read((reader) =>
      all.select(reader, { state: 'reserved', codeSealed: '' }, { ...reading, order: 'expires_at_ms' }),
    );
  }

  seal({ id, brandId, pickupCode, codeSealed }: Unsealed): Promise<number> {
    return this.db.run('gifts.sealCode', (tx) =>
      giftOrders.set(tx, brandId, { id, codeSealed }, this.columnsOf(id, pickupCode)),
    );
  }

  private columnsOf(id: number, code: string): Pick<Taken, 'pickupCode' | 'codeSealed'> {
    const { hash, sealed } = this.codes.keep(id, code);
    return { pickupCode: hash, codeSealed: sealed };
  }
}
