import { Injectable } from '@nestjs/common';
import {
  dayOf,
  dayStartMs,
  fail,
  greatestOf,
  ok,
  passTerm,
  schemeAt,
  type Identity,
  type Result,
  type TierCause,
} from '@liuliang/domain';
import type { Person } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { Effects } from '../../platform/effects';
import { PublicIds } from '../../platform/ids';
import { AuditLog, type AuditEntry } from '../audit';
import { CustomersService } from '../members';
import { tierPasses, type PassRow } from './entities';
import { Histories } from './histories';
import { tierHandled } from './marks';
import { SchemesService } from './schemes.service';
import { TiersService } from './tiers.service';

/** Who grants or takes: an operator, or a connector for a shop elsewhere. */
export interface PassActor {
  readonly brandId: number;
  readonly kind: 'operator' | 'connector';
  readonly id: number;
}

export interface PassTerms {
  readonly passKey: string;
  readonly kind: 'paid' | 'trial';
  readonly level: number;
  readonly days: number;
  readonly amountFen: number;
  readonly startsAtMs?: number | undefined;
  /** Begins when the running pass of the same kind and level ends. */
  readonly extends: boolean;
}

type NotMember = { readonly code: 'CUSTOMER_UNKNOWN' | 'CUSTOMER_NOT_MEMBER' };
export type GrantRefusal = NotMember | { readonly code: 'TIER_LEVEL_UNKNOWN' | 'TIER_PASS_KEY_REUSED' };
export type CancelRefusal = { readonly code: 'TIER_PASS_UNKNOWN' | 'TIER_PASS_ENDED' };
export type RevokeRefusal = NotMember | { readonly code: 'TIER_NOT_LOWER' };

/**
 * What people do to somebody's tier: give and end passes, and take a level back for fraud. Each is one transaction with
 * its record in the audit log, and the member is judged anew in it.
 */
@Injectable()
export class PassesService {
  constructor(
    private readonly db: Database,
    private readonly histories: Histories,
    private readonly tiers: TiersService,
    private readonly schemes: SchemesService,
    private readonly customers: CustomersService,
    private readonly effects: Effects,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** Whole local days: a card of 7 days given on Monday ends with Sunday's last instant. The same key is one pass. */
  async grant(
    actor: PassActor,
    customerId: number,
    terms: PassTerms,
  ): Promise<Result<PassRow, GrantRefusal>> {
    const { brandId } = actor;
    return this.db.run('tiers.grantPass', async (tx) => {
      const member = await this.lockMember(tx, brandId, customerId);
      if (!member.ok) return member;
      const { customerId: keptId, family } = member.value;
      const passKey = Buffer.from(terms.passKey);
      const rules = await this.schemes.rulesOf(tx, brandId);
      const earlier = await tierPasses.one(tx, brandId, { passKey });
      if (earlier) return this.sameAs(rules.zone, earlier, family, terms);
      const nowMs = tx.nowMs();
      if (terms.level > schemeAt(rules, nowMs).scheme.levels.length)
        return fail({ code: 'TIER_LEVEL_UNKNOWN' });
      const startsAtMs = await this.startOf(tx, brandId, family, terms);
      const { kind, level, amountFen } = terms;
      const pass: PassRow = {
        ...{ id: tx.nextId(), brandId, customerId: keptId, passKey, kind, level, amountFen, startsAtMs },
        endsAtMs: dayStartMs(dayOf(startsAtMs, rules.zone) + terms.days, rules.zone),
        grantedBy: actor.kind === 'operator' ? actor.id : 0,
        createdAtMs: nowMs,
        cancelledAtMs: 0,
      };
      // The customer is locked, yet the key is the brand's: another customer may have taken it just now.
      if (!(await tierPasses.insertNew(tx, pass))) return fail({ code: 'TIER_PASS_KEY_REUSED' });
      await this.note(tx, actor, 'tiers.pass_granted', pass, { kind, level, days: terms.days });
      this.mark(tx, brandId, keptId, { kind: 'pass', id: pass.id });
      return ok(pass);
    });
  }

  /** Ends a pass now; one that was cancelled before stays as it was. */
  async cancel(
    actor: PassActor,
    which: { readonly id: number } | { readonly passKey: string },
    reason: string,
  ): Promise<Result<PassRow, CancelRefusal>> {
    const { brandId } = actor;
    const where = 'id' in which ? which : { passKey: Buffer.from(which.passKey) };
    return this.db.run('tiers.cancelPass', async (tx) => {
      const seen = await tierPasses.one(tx, brandId, where);
      if (!seen) return fail({ code: 'TIER_PASS_UNKNOWN' });
      const locked = await this.customers.lock(tx, { id: brandId }, [seen.customerId]);
      const pass = (await tierPasses.one(tx, brandId, where)) as PassRow;
      if (pass.cancelledAtMs > 0) return ok(pass);
      const nowMs = tx.nowMs();
      if (pass.endsAtMs <= nowMs) return fail({ code: 'TIER_PASS_ENDED' });
      await this.end(tx, pass, nowMs);
      await this.note(tx, actor, 'tiers.pass_cancelled', pass, {}, reason);
      this.mark(tx, brandId, locked.person(pass.customerId).customerId, { kind: 'pass', id: pass.id });
      return ok({ ...pass, cancelledAtMs: nowMs });
    });
  }

  /** Takes a level back for fraud: at once, with the passes above it, and what was earned before counts no more. */
  async revoke(
    actor: PassActor,
    customerId: number,
    toLevel: number,
    reason: string,
  ): Promise<Result<{ customerId: number }, RevokeRefusal>> {
    const { brandId } = actor;
    return this.db.run('tiers.revoke', async (tx) => {
      const member = await this.lockMember(tx, brandId, customerId);
      if (!member.ok) return member;
      const { customerId: keptId, family } = member.value;
      const rules = await this.schemes.rulesOf(tx, brandId);
      const judgement = await this.tiers.judgementOf(tx, brandId, keptId, rules);
      if (!judgement || toLevel >= judgement.level) return fail({ code: 'TIER_NOT_LOWER' });
      const { level: fromLevel, figure } = judgement;
      // What is recorded up to now is recorded first: the revocation is the next step after it.
      await this.tiers.reEvaluate(tx, brandId, new Map([[keptId, { kind: 'operator', id: 0 }]]));
      const [atMs, id] = [tx.nowMs(), tx.nextId()];
      for (const pass of await tierPasses.select(tx, brandId, { customerId: family }))
        if (pass.level > toLevel && passTerm(pass).endsAtMs > atMs) await this.end(tx, pass, atMs);
      const change = { id, customerId: keptId, fromLevel, toLevel, reason: 'revoked' as const, atMs };
      const cause = { causeKind: 'operator', causeId: id };
      const figures = { schemeVersion: schemeAt(rules, atMs).version, figure, needed: 0, recordedAtMs: atMs };
      await this.tiers.record(tx, brandId, [{ ...change, ...figures, ...cause }]);
      await this.audit.record(tx, {
        ...this.entryOf(actor, 'tiers.revoked', keptId),
        detail: { fromLevel, toLevel },
        note: { customerId: keptId, text: reason },
      });
      this.mark(tx, brandId, keptId, { kind: 'operator', id });
      return ok({ customerId: keptId });
    });
  }

  /** The member behind an identity that a connector names. */
  async memberBehind(brandId: number, identity: Identity): Promise<number | null> {
    return this.db.read((reader) => this.customers.find(reader, { id: brandId }, identity));
  }

  private async lockMember(tx: Tx, brandId: number, customerId: number): Promise<Result<Person, NotMember>> {
    const person = (await this.customers.lock(tx, { id: brandId }, [customerId])).find(customerId);
    if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' });
    const members = await this.histories.joined(tx, brandId, [person.customerId]);
    return members.has(person.customerId) ? ok(person) : fail({ code: 'CUSTOMER_NOT_MEMBER' });
  }

  /** The same key again is the pass of then, if it says the same. */
  private sameAs(
    zone: string,
    earlier: PassRow,
    family: readonly number[],
    terms: PassTerms,
  ): Result<PassRow, GrantRefusal> {
    const days = dayOf(earlier.endsAtMs, zone) - dayOf(earlier.startsAtMs, zone);
    const isSame =
      family.includes(earlier.customerId) &&
      earlier.kind === terms.kind &&
      earlier.level === terms.level &&
      earlier.amountFen === terms.amountFen &&
      days === terms.days;
    return isSame ? ok(earlier) : fail({ code: 'TIER_PASS_KEY_REUSED' });
  }

  private async startOf(
    tx: Tx,
    brandId: number,
    family: readonly number[],
    terms: PassTerms,
  ): Promise<number> {
    const wanted = terms.startsAtMs ?? tx.nowMs();
    if (!terms.extends) return wanted;
    const ends = (await tierPasses.select(tx, brandId, { customerId: family }))
      .filter(({ kind, level }) => kind === terms.kind && level === terms.level)
      .filter(({ cancelledAtMs }) => cancelledAtMs === 0)
      .map(({ endsAtMs }) => endsAtMs);
    return Math.max(wanted, greatestOf(ends));
  }

  private async end(tx: Tx, { id, brandId }: PassRow, cancelledAtMs: number): Promise<void> {
    await tierPasses.set(tx, brandId, { id, cancelledAtMs: 0 }, { cancelledAtMs });
  }

  private mark(tx: Tx, brandId: number, customerId: number, cause: TierCause): void {
    this.effects.mark(tx, brandId, tierHandled, [{ customerId, cause }]);
  }

  private async note(
    tx: Tx,
    actor: PassActor,
    action: string,
    pass: PassRow,
    detail: AuditEntry['detail'],
    text = '',
  ): Promise<void> {
    const { customerId } = pass;
    const passId = this.publicIds.encode('tps', pass.id);
    const entry = { ...this.entryOf(actor, action, customerId), detail: { ...detail, passId } };
    await this.audit.record(tx, text === '' ? entry : { ...entry, note: { customerId, text } });
  }

  /** Of whoever it was done to: theirs is the page where it is seen. */
  private entryOf(actor: PassActor, action: string, customerId: number): Omit<AuditEntry, 'detail'> {
    const subject = this.publicIds.encode('cus', customerId);
    return { brandId: actor.brandId, actor, action, subject };
  }
}
