import { Injectable } from '@nestjs/common';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';

export interface RootRow {
  day: number;
  writers: number;
  transactions: number;
  previous_root: Buffer;
  root: Buffer;
  /** [writer, sequence, hash in hex] of every chain, as JSON. */
  heads: string;
  made_at_ms: number;
}

const ROOT = ['day', 'writers', 'transactions', 'previous_root', 'root', 'heads', 'made_at_ms'] as const;

/** The daily roots over all chains. */
@Injectable()
export class LedgerRootsQueries {
  async heads(reader: Reader): Promise<{ writer: number; sequence: number; hash: Buffer }[]> {
    return reader.query('SELECT writer, sequence, hash FROM ledger_writer ORDER BY writer');
  }

  async last(reader: Reader): Promise<RootRow | null> {
    const sql = `SELECT ${ROOT.join(', ')} FROM ledger_root ORDER BY day DESC LIMIT 1`;
    return (await reader.query<RootRow>(sql))[0] ?? null;
  }

  /** @returns false when the day has its root already */
  async insert(tx: Tx, row: RootRow): Promise<boolean> {
    const values = [ROOT.map((column) => row[column])];
    return (await insertRows(tx, 'ledger_root', ROOT, values, { ignore: true })) === 1;
  }

  /** Roots after a day, oldest first. */
  async after(reader: Reader, day: number, limit: number): Promise<RootRow[]> {
    return reader.query<RootRow>(
      `SELECT ${ROOT.join(', ')} FROM ledger_root WHERE day > ? ORDER BY day LIMIT ?`,
      [day, limit],
    );
  }

  /** Roots before a day, newest first. */
  async before(reader: Reader, day: number, limit: number): Promise<RootRow[]> {
    const sql = `SELECT ${ROOT.join(', ')} FROM ledger_root WHERE day < ? ORDER BY day DESC LIMIT ?`;
    return reader.query<RootRow>(sql, [day, limit]);
  }

  /** The hash of a chain at a place; null when there is no such link. */
  async hashAt(reader: Reader, writer: number, sequence: number): Promise<Buffer | null> {
    const sql = 'SELECT hash FROM ledger_transaction WHERE writer = ? AND writer_sequence = ?';
    return (await reader.query<{ hash: Buffer }>(sql, [writer, sequence]))[0]?.hash ?? null;
  }
}
