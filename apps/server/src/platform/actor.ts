import type { Principal } from './http/principal';

/** Who did something, as rows of the audit log and records say it. */
export interface Actor {
  readonly kind: 'operator' | 'member' | 'guide' | 'system' | 'connector';
  /** Row id of an operator, a guide or a customer; 0 for the system and for connectors, who are not one person. */
  readonly id: number;
}

/** Jobs, the command line, and whatever nobody did. */
export const SYSTEM: Actor = { kind: 'system', id: 0 };

/** Who acts when this principal does. A guide is a member as well: `as` says in which role. */
export function actorOf(who: Principal, as: 'member' | 'guide' = 'member'): Actor {
  switch (who.kind) {
    case 'operator':
      return { kind: 'operator', id: who.operatorId };
    case 'customer':
      if (as === 'member') return { kind: 'member', id: who.customerId };
      if (!who.guide) throw new Error('A guide acted who is none');
      return { kind: 'guide', id: who.guide.guideId };
    case 'open-api':
      return { kind: 'connector', id: 0 };
    case 'public':
      throw new Error('Nobody is signed in, so nobody acted');
  }
}
