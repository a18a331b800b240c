import type { AuditFindings } from '../../platform/areas';

/** Faults told apart in one answer; one is enough to look, a thousand say no more. */
const FAULTS_MAX = 20;

/** What the ledger proves of itself, in the order in which it is told; checks of other areas come behind. */
const checkIds = [
  'INV-1',
  'INV-2',
  'INV-3',
  'INV-4',
  'INV-5',
  'INV-6',
  'INV-7',
  'INV-8',
  'INV-9',
  'INV-10',
  'INV-11',
  'INV-12',
  'ROOT',
] as const;
type CheckId = (typeof checkIds)[number];

/** One invariant, over everything it was checked on. Faults name rows of ours, never a person. */
export interface AuditCheck {
  readonly id: string;
  readonly ok: boolean;
  readonly checked: number;
  readonly faults: readonly string[];
}

/** Collects what one check finds. */
export class Findings implements AuditFindings {
  private checked = 0;
  private readonly faults: string[] = [];

  constructor(private readonly id: string) {}

  count(rows: number): void {
    this.checked += rows;
  }

  add(fault: string): void {
    if (this.faults.length < FAULTS_MAX) this.faults.push(fault);
  }

  addAll(faults: Iterable<string>): void {
    for (const fault of faults) this.add(fault);
  }

  require(holds: boolean, fault: () => string): void {
    if (!holds) this.add(fault());
  }

  result(): AuditCheck {
    return { id: this.id, ok: this.faults.length === 0, checked: this.checked, faults: this.faults };
  }
}

export type FindingsByCheck = Readonly<Record<CheckId, Findings>>;

export function findingsByCheck(): FindingsByCheck {
  return Object.fromEntries(checkIds.map((id) => [id, new Findings(id)])) as FindingsByCheck &
    Record<string, never>;
}
