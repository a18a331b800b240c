/** Faults told apart in one answer; one is enough to look, a thousand say no more. */
const FAULTS_MAX = 20;

/** In the order in which they are told. */
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
  'ORDERS',
  'ROOT',
  'SETTLEMENT',
  'LIABILITY',
] as const;
export type CheckId = (typeof checkIds)[number];

/** One invariant, over everything it was checked on. Faults name rows of ours, never a person. */
export interface AuditCheck {
  readonly id: CheckId;
  readonly ok: boolean;
  readonly checked: number;
  readonly faults: readonly string[];
}

/** Collects what one check finds. */
export class Findings {
  private checked = 0;
  private readonly faults: string[] = [];

  constructor(private readonly id: CheckId) {}

  count(rows: number): void {
    this.checked += rows;
  }

  add(...faults: readonly string[]): void {
    this.faults.push(...faults.slice(0, FAULTS_MAX - this.faults.length));
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
