import { NEVER_MS } from '../shared/limits';

/** A merge that was carried out, for as long as it stood. */
export interface StandingMerge {
  readonly id: number;
  readonly keptId: number;
  readonly aliasId: number;
  readonly atMs: number;
  /** When it was taken back; NEVER_MS: it stands. */
  readonly undoneAtMs: number;
  /** Keys of the identities that went over with the alias. */
  readonly identities: ReadonlySet<string>;
}

/** An identity that goes from one customer to another. */
interface Move {
  readonly atMs: number;
  readonly fromId: number;
}

/**
 * Who was one person with whom, at any instant, by the record of merges. What happens at the very instant of a merge, or
 * of its end, comes before it: the merge of that instant does not stand yet, or still does.
 */
export class Kinship {
  private readonly merges: readonly StandingMerge[];

  constructor(merges: Iterable<StandingMerge>) {
    this.merges = [...merges].sort((a, b) => a.atMs - b.atMs || a.id - b.id);
  }

  /**
   * Whose a fact is: the customer whom its identity stood for at its instant.
   * @param ownerId whom the identity stands for today
   */
  ownerAt(ownerId: number, identity: string, atMs: number): number {
    const moves = this.merges
      .filter(({ identities }) => identities.has(identity))
      .flatMap(({ keptId, aliasId, atMs: mergedAtMs, undoneAtMs }): Move[] => [
        { atMs: mergedAtMs, fromId: aliasId },
        { atMs: undoneAtMs, fromId: keptId },
      ])
      .filter((move) => move.atMs !== NEVER_MS && move.atMs >= atMs);
    const [next] = moves.sort((a, b) => a.atMs - b.atMs);
    return next?.fromId ?? ownerId;
  }

  /** Who was the person, and every id under which their history was filed: the kept one first. */
  familyAt(customerId: number, atMs: number): number[] {
    const standing = this.merges.filter((one) => one.atMs < atMs && atMs <= one.undoneAtMs);
    const keptOf = new Map(standing.map((one) => [one.aliasId, one.keptId]));
    let root = customerId;
    for (let next = keptOf.get(root); next !== undefined; next = keptOf.get(root)) root = next;
    const family = [root];
    for (const id of family)
      for (const one of standing)
        if (one.keptId === id && !family.includes(one.aliasId)) family.push(one.aliasId);
    return family;
  }

  /** Everybody whom facts of a customer may concern, because they were one person at some time. */
  kinOf(customerId: number): number[] {
    const kin = [customerId];
    for (const id of kin) {
      for (const { keptId, aliasId } of this.merges) {
        const other = keptId === id ? aliasId : aliasId === id ? keptId : id;
        if (!kin.includes(other)) kin.push(other);
      }
    }
    return kin.sort((a, b) => a - b);
  }

  /** The first merge of a customer into whom somebody was merged, of those that stand; null: none. */
  firstInto(customerId: number): StandingMerge | null {
    return (
      this.merges.find(({ keptId, undoneAtMs }) => keptId === customerId && undoneAtMs === NEVER_MS) ?? null
    );
  }
}
