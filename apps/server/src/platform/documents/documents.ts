import { Injectable } from '@nestjs/common';
import { Database } from '../db/database';
import type { Reader, Tx } from '../db/statements';

/** Who acts, on the documents of which brand. */
export interface Author {
  readonly brandId: number;
  readonly operatorId: number;
}

/** One thing that an author did to a version, for the record of privileged actions. */
export interface DocumentAct extends Author {
  /** `earning.published` */
  readonly action: string;
  /** `v3` */
  readonly subject: string;
  readonly detail: Readonly<Record<string, number>>;
}

type RecordAct = (tx: Tx, act: DocumentAct) => Promise<void>;
type NeedsSecond = (reader: Reader, brandId: number, kind: string) => Promise<boolean>;
type NamesOf = (reader: Reader, operatorIds: readonly number[]) => Promise<ReadonlyMap<number, string>>;

/**
 * What versioned documents stand on. The areas that keep the audit log, the operators and the two-person limits hand in
 * their part.
 */
@Injectable()
export class Documents {
  private record: RecordAct | null = null;
  private names: NamesOf | null = null;
  private second: NeedsSecond | null = null;

  constructor(readonly db: Database) {}

  recordBy(record: RecordAct): void {
    this.record = record;
  }

  namesBy(names: NamesOf): void {
    this.names = names;
  }

  secondBy(second: NeedsSecond): void {
    this.second = second;
  }

  /** Whether the brand wants a second person to approve what is published of a kind. */
  async needsSecond(reader: Reader, brandId: number, kind: string): Promise<boolean> {
    if (!this.second) throw new Error('Nobody knows whether one person is enough');
    return this.second(reader, brandId, kind);
  }

  /** Writes the audit row of an act, in its transaction (INV-30). */
  async note(tx: Tx, act: DocumentAct): Promise<void> {
    if (!this.record) throw new Error('Nobody keeps the audit log');
    await this.record(tx, act);
  }

  async namesOf(reader: Reader, operatorIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
    if (!this.names) throw new Error('Nobody knows the operators');
    const ids = [...new Set(operatorIds)].filter((id) => id !== 0);
    return ids.length === 0 ? new Map() : this.names(reader, ids);
  }
}
