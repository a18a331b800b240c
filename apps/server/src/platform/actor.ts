/** Who did something, as rows of the audit log and records say it. */
export interface Actor {
  readonly kind: 'operator' | 'member' | 'guide' | 'system' | 'connector';
  /** Row id of an operator, a customer or a guide; 0 for the system and for connectors, who are not one person. */
  readonly id: number;
}

/** Jobs, the command line, and whatever nobody did. */
export const SYSTEM: Actor = { kind: 'system', id: 0 };

/** Principals, and what services keep of them. A guide acts as a guide by `who.guide`, as a member by `who`. */
type Acting =
  | { readonly operatorId: number }
  | { readonly customerId: number }
  | { readonly guideId: number }
  | { readonly keyId: string };

/** Who acts when this principal does. Operator 0 is the command line, where nobody is signed in. */
export function actorOf(who: Acting): Actor {
  if ('operatorId' in who) return who.operatorId === 0 ? SYSTEM : { kind: 'operator', id: who.operatorId };
  if ('customerId' in who) return { kind: 'member', id: who.customerId };
  if ('guideId' in who) return { kind: 'guide', id: who.guideId };
  return { kind: 'connector', id: 0 };
}
