import type { PublicIdKind } from '@liuliang/contract';
import type { Reader, Tx } from '../db/statements';

/** One person: the id that stands for them, and every id under which their history is filed. */
export interface Person {
  readonly customerId: number;
  readonly family: readonly number[];
}

/** A brand as the parts of areas receive it. */
export interface OfBrand {
  readonly id: number;
  readonly name: string;
  readonly timeZone: string;
}

/** An area's part in what a person may take along (PIPL article 45). */
export interface ExportPart {
  /** By name of the section in the document: everything it holds about the person. */
  sections(reader: Reader, brand: OfBrand, person: Person): Promise<Readonly<Record<string, unknown>>>;
}

/** An area's part in forgetting a person: personal fields go, amounts stay (HANDBOOK 16). */
export interface ErasurePart {
  erase(tx: Tx, brand: OfBrand, person: Person): Promise<void>;
}

/** One step of a member's journey as an area keeps it. */
export interface TimelineStep {
  readonly id: number;
  readonly type: string;
  readonly occurredAtMs: number;
  /** Number of the channel and id of the store, 0: none. A touch names its channel itself. */
  readonly channel: number | string;
  readonly storeId: number;
  /** The other side's own number, empty: none; never a person's identity. */
  readonly reference: Buffer | string;
  readonly amountFen: number | null;
  readonly points: number | null;
}

/** Where a page of steps begins: what happened at or before the instant, of that very instant only smaller ids. */
export interface TimelineFrom {
  readonly atMs: number;
  readonly belowId: number;
}

/** What the journey shows of an area: one kind of step. */
export interface TimelinePart {
  /** As the contract names this kind of step. */
  readonly kind: string;
  readonly idKind: PublicIdKind;
  /** Among steps of one instant the higher rank is shown first: the newest cause. No two kinds have the same. */
  readonly rank: number;
  /**
   * Reads steps newest first, with the columns of `TimelineStep`. Its parameters: the brand, the ids that the history is
   * filed under (a list, given as text), the instant twice, the id below which that instant goes on, the limit.
   */
  readonly sql: (family: string) => string;
}

/** What a check of the audit found. */
export interface AuditFindings {
  /** Counts what was looked at. */
  count(checked: number): void;
  add(fault: string): void;
  addAll(faults: Iterable<string>): void;
  /** Notes the fault unless the claim holds. */
  require(holds: boolean, fault: () => string): void;
}
