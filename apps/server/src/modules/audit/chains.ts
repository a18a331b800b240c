import { Injectable } from '@nestjs/common';
import { appendTo } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { auditHash, START } from './audit-log';
import { auditLog } from './entities';
import { auditChains, type AuditChain } from './queries';

const ROWS_AT_ONCE = 2000;
/** Faults told apart in one answer; one is enough to look, a thousand say no more. */
const FAULTS_MAX = 20;

export interface AuditChainsResult {
  /** Rows whose hash was recomputed. */
  readonly checked: number;
  readonly faults: readonly string[];
}

/** Recomputes the chains of privileged actions, so that a row changed or taken out is found (INV-6, INV-30). */
@Injectable()
export class AuditChains {
  constructor(private readonly db: Database) {}

  /** @param brandId one brand's chain, or all of them when null */
  async check(brandId: number | null): Promise<AuditChainsResult> {
    const chains = await this.db.read(auditChains);
    const faults: string[] = [];
    let checked = 0;
    for (const chain of chains) {
      if (brandId !== null && chain.brandId !== brandId) continue;
      checked += chain.length;
      if (chain.length !== chain.last) faults.push(`audit log of brand ${chain.brandId}: rows are missing`);
      appendTo(faults, await this.brokenLinks(chain));
    }
    return { checked, faults: faults.slice(0, FAULTS_MAX) };
  }

  private async brokenLinks(chain: AuditChain): Promise<string[]> {
    const faults: string[] = [];
    let previous: Buffer = START;
    let sequence = 0;
    while (sequence < chain.last && faults.length < FAULTS_MAX) {
      const rows = await this.db.read((reader) =>
        auditLog.select(
          reader,
          chain.brandId,
          {},
          {
            and: ['sequence > ? AND sequence <= ?', sequence, chain.last],
            order: 'sequence',
            limit: ROWS_AT_ONCE,
          },
        ),
      );
      if (rows.length === 0) break;
      for (const row of rows) {
        const follows = row.previousHash.equals(previous);
        if (!follows || !auditHash(row).equals(row.hash)) {
          faults.push(`audit log of brand ${chain.brandId}, row ${row.sequence}: the hash does not follow`);
        }
        // On with what is stored, so that one fault is told once.
        previous = row.hash;
        sequence = row.sequence;
      }
    }
    return faults;
  }
}
