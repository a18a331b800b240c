import type { PublicIdKind } from '@liuliang/contract';
import type { Reader, Tx } from '../db/statements';

/** One person: the id that stands for them, and every id under which their history is filed. */
export interface Person {
  readonly customerId: number;
  readonly family: readonly number[];
}

/** A merge of two customers, as every area hears of it. */
export interface Merge {
  readonly mergeId: number;
  readonly keptId: number;
  readonly aliasId: number;
}

/** A brand as the parts of areas receive it. */
export interface OfBrand {
  readonly id: number;
  readonly name: string;
  readonly timeZone: string;
}

/** An area's part in a merge. Both customers are locked, and the identities are moved already. */
export interface MergePart {
  /** The step of the locks (docs/architecture/locks.md) at which it acts; parts run in this order. */
  readonly step: 'facts' | 'accounts' | 'afterwards';
  merge(tx: Tx, brand: OfBrand, merge: Merge): Promise<void>;
  /** Puts back what `merge` did, as far as the facts of each side say so. */
  unmerge(tx: Tx, brand: OfBrand, merge: Merge): Promise<void>;
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
  readonly channel: string | null;
  readonly store: string | null;
  readonly reference: string | null;
  readonly amountFen: number | null;
  readonly points: number | null;
}

/** Steps before this one, newest first: by instant, then by id. */
export interface TimelinePlace {
  readonly occurredAtMs: number;
  readonly id: number;
}

/** What the journey shows of an area. */
export interface TimelinePart {
  /** As the contract names this kind of step. */
  readonly kind: string;
  readonly idKind: PublicIdKind;
  /** Among steps of one instant the higher rank is shown first: the newest cause. */
  readonly rank: number;
  /** At most `limit` steps at or before the place, newest first. */
  steps(
    reader: Reader,
    brandId: number,
    person: Person,
    before: { readonly occurredAtMs: number; readonly beforeId: number } | null,
    limit: number,
  ): Promise<TimelineStep[]>;
}

/** What a check of the audit found. */
export interface AuditFindings {
  /** Counts what was looked at. */
  count(checked: number): void;
  add(...faults: string[]): void;
  /** Notes the fault unless the claim holds. */
  require(holds: boolean, fault: () => string): void;
}
