import { Injectable } from '@nestjs/common';
import { PLAIN_CHARACTERS, takeCode, type CodeKind } from '../../platform/codes';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { SecretCodes } from '../../platform/secret-codes';
import { everyBrand, numberedRows, ofSecret } from '../../platform/secret/secret-rows';
import { Secrets } from '../../platform/secrets';
import { transfers, type TransferRow } from './entities';

/** 8 of 31 characters are read out in one breath; whoever tries is stopped long before one of 850 billion is found. */
const CLAIM_CODE: CodeKind = { alphabet: PLAIN_CHARACTERS, length: 8 };
/** Of transfers that wait since the release before, for as long as a transfer may wait. */
const EARLIER_CODE: CodeKind = {
  alphabet: '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz',
  length: 16,
};

const claimCodesOf = ofSecret(
  (secrets) =>
    new SecretCodes(secrets, [CLAIM_CODE, EARLIER_CODE], { table: 'points_transfer', column: 'claim_code' }),
);

export const sealedClaims = numberedRows(
  transfers.acrossBrands(everyBrand),
  { place: 'id', reads: ['id', 'claimCode', 'codeSealed'], columns: ['claimCode', 'codeSealed'] },
  ({ id, claimCode, codeSealed }, { from, to }) => {
    const kept = { hash: claimCode, sealed: codeSealed };
    const { hash, sealed } = claimCodesOf(from).renewed(id, kept, claimCodesOf(to));
    return { claimCode: hash, codeSealed: sealed };
  },
);

type CodeColumns = Pick<TransferRow, 'id' | 'claimCode' | 'codeSealed'>;
type Unsealed = CodeColumns & Pick<TransferRow, 'brandId'>;
type Taken = Pick<TransferRow, 'claimCode' | 'codeSealed' | 'expiresAtMs'>;

/** The codes by which points are accepted: whoever has one has the points, so that no row says it (CODES-2). */
@Injectable()
export class ClaimCodes {
  private readonly codes: SecretCodes;

  constructor(
    private readonly db: Database,
    secrets: Secrets,
  ) {
    this.codes = claimCodesOf(secrets);
  }

  /**
   * A code for a transfer, good for `lifeMs` from now.
   * @param insert writes the transfer; false when another one has its code
   */
  async take(
    tx: Tx,
    { id }: Pick<TransferRow, 'id'>,
    lifeMs: number,
    insert: (taken: Taken) => Promise<boolean>,
  ): Promise<{ readonly expiresAtMs: number }> {
    return takeCode(tx, CLAIM_CODE, lifeMs, ({ code, expiresAtMs }) =>
      insert({ ...this.columnsOf(id, code), expiresAtMs }),
    );
  }

  /** The code, for the sender. */
  shown({ id, claimCode, codeSealed }: CodeColumns): string {
    return this.codes.show(id, { hash: claimCode, sealed: codeSealed });
  }

  /** The transfer behind a code as somebody brings it. */
  async find(reader: Reader, brandId: number, typed: string): Promise<TransferRow | null> {
    const claimCode = this.codes.lookedFor(typed);
    return claimCode.length === 0 ? null : transfers.one(reader, brandId, { claimCode });
  }

  /** Only of those that wait: the code of a settled one redeems nothing. */
  unsealed(limit: number): Promise<Unsealed[]> {
    const all = transfers.acrossBrands('codes are sealed whichever brand they are of');
    const reading = { columns: ['id', 'brandId', 'claimCode', 'codeSealed'] as const, limit };
    return this.db.read((reader) =>
      all.select(reader, { state: 'waiting', codeSealed: '' }, { ...reading, order: 'expires_at_ms' }),
    );
  }

  seal({ id, brandId, claimCode, codeSealed }: Unsealed): Promise<number> {
    return this.db.run('transfers.sealCode', (tx) =>
      transfers.set(tx, brandId, { id, codeSealed }, this.columnsOf(id, claimCode)),
    );
  }

  private columnsOf(id: number, code: string): Pick<Taken, 'claimCode' | 'codeSealed'> {
    const { hash, sealed } = this.codes.keep(id, code);
    return { claimCode: hash, codeSealed: sealed };
  }
}
