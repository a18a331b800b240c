import { Injectable } from '@nestjs/common';
import type { CommonErrorCode } from '@liuliang/contract';
import type { Result } from '@liuliang/domain';
import { Database } from '../db/database';
import type { Tx } from '../db/statements';
import { Kept } from '../kept';
import type { CustomerPrincipal, OperatorPrincipal } from './principal';
import type { Refusal } from './refusal';

/** Who was found behind an access token. */
export type Caller = CustomerPrincipal | OperatorPrincipal;
type Found = Result<Caller, Refusal<CommonErrorCode>>;

interface KeptCaller {
  readonly found: Found;
  /** The token's own end. */
  readonly endsAtMs: number;
}

/**
 * Who called a moment ago, by access token. Whoever ends a session, joins, merges or parts people, or changes a role
 * says so here; other processes find out within five seconds (INV-31). Refusals are never kept.
 */
@Injectable()
export class Callers {
  private readonly kept: Kept<string, KeptCaller>;

  constructor(private readonly db: Database) {
    this.kept = new Kept(db);
  }

  /**
   * The caller behind a token: at once when they called a moment ago.
   * @param find finds them, and when the token ends, from rows read now
   */
  behind(token: string, find: () => Promise<KeptCaller>): Found | Promise<Found> {
    const known = this.kept.known(token);
    if (known && this.db.nowMs() < known.endsAtMs) return known.found;
    return this.learn(token, find);
  }

  private async learn(token: string, find: () => Promise<KeptCaller>): Promise<Found> {
    return (await this.kept.learn(token, find, ({ found }) => found.ok)).found;
  }

  forgetSession(tx: Tx, sessionId: number): void {
    this.forget(tx, (caller) => caller.sessionId === sessionId);
  }

  /** @param subjectId of the session: an operator, or a customer as they were when they signed in */
  forgetSubject(tx: Tx, kind: 'member' | 'operator', subjectId: number): void {
    this.forget(tx, (caller) =>
      caller.kind === 'operator'
        ? kind === 'operator' && caller.operatorId === subjectId
        : kind === 'member' && caller.person.family.includes(subjectId),
    );
  }

  /** Forgets these customers by any id under which they were found. */
  forgetCustomers(tx: Tx, customerIds: readonly number[]): void {
    const ids = new Set(customerIds);
    this.forget(tx, (caller) => caller.kind === 'customer' && caller.person.family.some((id) => ids.has(id)));
  }

  /** Roles of guides change seldom: everybody of the brand is found anew. */
  forgetBrand(tx: Tx, brandId: number): void {
    this.forget(tx, (caller) => caller.brandId === brandId);
  }

  private forget(tx: Tx, isWrong: (caller: Caller) => boolean): void {
    this.kept.forget(tx, ({ found }) => found.ok && isWrong(found.value));
  }
}
