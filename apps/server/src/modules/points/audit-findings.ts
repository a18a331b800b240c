/** Faults told apart in one answer; one is enough to look, a thousand say no more. */
const FAULTS_MAX = 20;

export type CheckId = 'INV-1' | 'INV-2' | 'INV-3' | 'INV-4' | 'INV-6' | 'INV-8' | 'ORDERS';

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
