import { Injectable } from '@nestjs/common';
import { appendTo } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { auditHash, noteHash, START } from './audit-log';
import { auditLog, auditNotes, type AuditRow } from './entities';
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
    const chains = await this.db.readApart(auditChains);
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
      const rows = await this.db.readApart((reader) =>
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
      appendTo(faults, await this.changedNotes(chain.brandId, rows));
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

  /** Notes that are not what their row says. One that is gone went with the person whom it was about. */
  private async changedNotes(brandId: number, rows: readonly AuditRow[]): Promise<string[]> {
    const told = new Map(rows.map(({ id, sequence, detail }) => [id, { sequence, hash: toldNote(detail) }]));
    const id = [...told].filter(([, { hash }]) => hash).map(([row]) => row);
    if (id.length === 0) return [];
    const notes = await this.db.read((reader) => auditNotes.select(reader, brandId, { id }));
    return notes
      .filter(({ id, salt, text }) => told.get(id)?.hash !== noteHash(salt, text))
      .map(({ id }) => `audit log of brand ${brandId}, row ${told.get(id)?.sequence}: the note was changed`);
  }
}

const toldNote = (detail: string): string | undefined => (JSON.parse(detail) as { note?: string }).note;
