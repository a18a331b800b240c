import { Injectable } from '@nestjs/common';
import { DAY_MS, fail, ok, type Result } from '@liuliang/domain';
import type { Person } from '../../platform/areas';
import { CodeHashes, DIGITS, readCode, takeCode, type CodeKind, type TakenCode } from '../../platform/codes';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { Served } from '../../platform/housekeeping.queries';
import type { RefusalOf } from '../../platform/http';
import { Secrets } from '../../platform/secrets';
import { memberCodes } from './entities';

/** How long a code on the member's screen is good for (HANDBOOK 13: expires within a minute). */
const CODE_MS = 60_000;
/** Eight digits: short enough to type when the camera fails; one live code per member, so guessing finds nobody. */
const MEMBER_CODE: CodeKind = { alphabet: DIGITS, length: 8 };

/** A member code lives for a minute; a day later nobody asks why it was refused. */
export const lapsedCodes: Served = { table: 'member_code', column: 'expires_at_ms', keptMs: DAY_MS };

/** The member's dynamic code: rotates, lives a minute, identifies at one counter once. Only its keyed hash is stored. */
@Injectable()
export class MemberCodesService {
  private readonly hashes: CodeHashes;

  constructor(
    private readonly db: Database,
    secrets: Secrets,
  ) {
    this.hashes = new CodeHashes(secrets, 'member-codes');
  }

  /** A fresh code; the one before it ends. */
  async issue(brandId: number, { customerId, family }: Person): Promise<TakenCode> {
    return this.db.run('codes.issue', async (tx) => {
      const live = { customerId: family, usedAtMs: 0, supersededAtMs: 0 };
      await memberCodes.set(tx, brandId, live, { supersededAtMs: tx.nowMs() });
      return takeCode(tx, MEMBER_CODE, CODE_MS, ({ code, expiresAtMs }) =>
        memberCodes.insertNew(tx, { brandId, codeHash: this.hashes.of(code), customerId, expiresAtMs }),
      );
    });
  }

  /** When a code of this person was last used, as far back as codes are kept; null: none was. */
  async lastScan(brandId: number, { family }: Person): Promise<number | null> {
    const newest = { order: 'used_at_ms DESC', limit: 1 };
    const [code] = await this.db.read((reader) =>
      memberCodes.select(reader, brandId, { customerId: family }, newest),
    );
    return code === undefined || code.usedAtMs === 0 ? null : code.usedAtMs;
  }

  /** Uses a code up. @returns the customer id as stored when the code was shown, or why the code is no good. */
  async use(tx: Tx, brandId: number, typed: string): Promise<Result<number, RefusalOf<'scanMemberCode'>>> {
    const code = readCode(MEMBER_CODE, typed);
    if (code === null) return fail({ code: 'CODE_UNKNOWN' });
    const codeHash = this.hashes.of(code);
    const usedAtMs = tx.nowMs();
    const live = { codeHash, usedAtMs: 0, supersededAtMs: 0 };
    // True for exactly one caller.
    const isOurs =
      (await memberCodes.set(tx, brandId, live, { usedAtMs }, ['expires_at_ms > ?', usedAtMs])) === 1;
    // Read afterwards: whoever lost the race sees who won it.
    const row = await memberCodes.one(tx, brandId, { codeHash });
    if (!row) return fail({ code: 'CODE_UNKNOWN' });
    if (isOurs) return ok(row.customerId);
    return fail({ code: row.usedAtMs > 0 ? 'CODE_USED' : 'CODE_EXPIRED' });
  }
}
