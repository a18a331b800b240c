import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import type { Person } from '../../platform/areas';
import { CodeHashes, DIGITS, readCode, takeCode, type CodeKind } from '../../platform/codes';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { RefusalOf } from '../../platform/http';
import { Secrets } from '../../platform/secrets';
import { MembershipQueries } from './membership.queries';

/** How long a code on the member's screen is good for (HANDBOOK 13: expires within a minute). */
const CODE_MS = 60_000;
/** Eight digits: short enough to type when the camera fails; one live code per member, so guessing finds nobody. */
const MEMBER_CODE: CodeKind = { alphabet: DIGITS, length: 8 };

/** The member's dynamic code: rotates, lives a minute, identifies at one counter once. Only its keyed hash is stored. */
@Injectable()
export class MemberCodesService {
  private readonly hashes: CodeHashes;

  constructor(
    private readonly db: Database,
    private readonly queries: MembershipQueries,
    secrets: Secrets,
  ) {
    this.hashes = new CodeHashes(secrets, 'member-codes');
  }

  /** A fresh code; the one before it ends. */
  async issue(
    brandId: number,
    { customerId, family }: Person,
  ): Promise<{ code: string; expiresAtMs: number }> {
    return this.db.run('codes.issue', async (tx) => {
      const nowMs = this.db.nowMs();
      await this.queries.supersedeCodes(tx, family, nowMs);
      const expiresAtMs = nowMs + CODE_MS;
      const code = await takeCode(MEMBER_CODE, (drawn) =>
        this.queries.addCode(tx, brandId, this.hashes.of(drawn), customerId, expiresAtMs),
      );
      return { code, expiresAtMs };
    });
  }

  /** Uses a code up. @returns the customer id as stored when the code was shown, or why the code is no good. */
  async use(tx: Tx, brandId: number, typed: string): Promise<Result<number, RefusalOf<'scanMemberCode'>>> {
    const code = readCode(MEMBER_CODE, typed);
    if (code === null) return fail({ code: 'CODE_UNKNOWN' });
    const hash = this.hashes.of(code);
    const isOurs = await this.queries.useCode(tx, brandId, hash, this.db.nowMs());
    // Read afterwards: whoever lost the race sees who won it.
    const row = await this.queries.code(tx, brandId, hash);
    if (!row) return fail({ code: 'CODE_UNKNOWN' });
    if (isOurs) return ok(row.customer_id);
    return fail({ code: row.used_at_ms > 0 ? 'CODE_USED' : 'CODE_EXPIRED' });
  }
}
