import { Kinship, leastOf, NEVER_MS, type StandingMerge } from '@liuliang/domain';

/** A merge with what the kept customer was before it. */
export interface KnownMerge extends StandingMerge {
  /** 0: had not joined. */
  readonly keptJoinedAtMs: number;
}

/** A customer as they are today. */
interface KinRow {
  readonly id: number;
  readonly aliasOf: number;
  /** 0: has not joined, or was erased. */
  readonly joinedAtMs: number;
}

/**
 * Some customers with everybody whom they were ever merged with: who was whose at which instant. Nobody is in it of
 * whom only things are asked that happened since their last merge: then what they are today is what they were.
 */
export class Kinsfolk {
  private readonly kinship: Kinship;
  private readonly rows: ReadonlyMap<number, KinRow>;
  private readonly families = new Map<number, number[]>();

  constructor(
    private readonly merges: readonly KnownMerge[],
    rows: readonly KinRow[],
  ) {
    this.kinship = new Kinship(merges);
    this.rows = new Map(rows.map((row) => [row.id, row]));
    for (const { id, aliasOf } of rows) if (aliasOf === 0) this.families.set(id, [id]);
    for (const { id, aliasOf } of rows) this.families.get(aliasOf)?.push(id);
  }

  get everybody(): readonly number[] {
    return [...this.rows.keys()];
  }

  knows(customerId: number): boolean {
    return this.rows.has(customerId);
  }

  /** Everybody whom facts of a customer may concern. */
  kinOf(customerId: number): readonly number[] {
    return this.knows(customerId) ? this.kinship.kinOf(customerId) : [customerId];
  }

  /** Who somebody stands for today. */
  keptOf(customerId: number): number {
    return this.rows.get(customerId)?.aliasOf || customerId;
  }

  /** Every id under which the history of a kept customer is filed today. */
  familyOf(keptId: number): readonly number[] {
    return this.families.get(keptId) ?? [keptId];
  }

  /** As `familyOf`, at an instant. */
  familyAt(customerId: number, atMs: number): readonly number[] {
    return this.kinship.familyAt(customerId, atMs);
  }

  /** Whether a family is one that stands today. */
  isTodays(family: readonly number[]): boolean {
    const [keptId = 0] = family;
    const today = this.familyOf(keptId);
    return (
      this.keptOf(keptId) === keptId &&
      today.length === family.length &&
      today.every((id) => family.includes(id))
    );
  }

  /** Whose a fact is that an identity of today's owner brings. */
  ownerAt(ownerId: number, identity: string, atMs: number): number {
    return this.kinship.ownerAt(ownerId, identity, atMs);
  }

  /** When the first of a family joined, who was one person at some time; 0: nobody had. */
  joinedAtMs(family: readonly number[]): number {
    if (this.isTodays(family)) return this.rows.get(family[0] ?? 0)?.joinedAtMs ?? 0;
    const joined = family.map((id) => this.ownJoinedAtMs(id)).filter((atMs) => atMs > 0);
    return joined.length === 0 ? 0 : leastOf(joined);
  }

  /** Without what a merge that stands brought over. */
  private ownJoinedAtMs(id: number): number {
    const joinedAtMs = this.rows.get(id)?.joinedAtMs ?? 0;
    const first = this.kinship.firstInto(id);
    if (!first || joinedAtMs === 0 || joinedAtMs > first.atMs) return joinedAtMs;
    return this.merges.find((one) => one.id === first.id)?.keptJoinedAtMs ?? joinedAtMs;
  }
}

export const NO_KIN = new Kinsfolk([], []);

/** Since when a merge stood no more. One that was taken back before that was noted stood for no time that is known. */
export const endOf = (row: {
  readonly state: string;
  readonly atMs: number;
  readonly undoneAtMs: number;
}): number => (row.state === 'done' ? NEVER_MS : row.undoneAtMs || row.atMs);
