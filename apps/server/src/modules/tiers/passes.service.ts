import { Injectable } from '@nestjs/common';
import { dayOf, dayStartMs, fail, ok, type Identity, type Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { Effects } from '../../platform/effects';
import { AuditLog, type AuditEntry } from '../audit';
import { BrandsService } from '../brands';
import { CustomersService } from '../members';
import { Histories, passTerm } from './histories';
import { HistoriesQueries, type PassRow } from './histories.queries';
import { tierHandled } from './marks';
import { PassesQueries } from './passes.queries';
import { schemeAt, SchemesService } from './schemes.service';
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
    private readonly queries: PassesQueries,
    private readonly past: HistoriesQueries,
    private readonly histories: Histories,
    private readonly tiers: TiersService,
    private readonly schemes: SchemesService,
    private readonly customers: CustomersService,
    private readonly brands: BrandsService,
    private readonly effects: Effects,
    private readonly audit: AuditLog,
  ) {}

  /** Whole local days: a card of 7 days given on Monday ends with Sunday's last instant. The same key is one pass. */
  async grant(
    actor: PassActor,
    customerId: number,
    terms: PassTerms,
  ): Promise<Result<PassRow, GrantRefusal>> {
    return this.db.run('tiers.grantPass', async (tx): Promise<Result<PassRow, GrantRefusal>> => {
      const member = await this.lockMember(tx, actor.brandId, customerId);
      if (!member.ok) return member;
      const keptId = member.value;
      const passKey = Buffer.from(terms.passKey);
      const earlier = await this.queries.byKey(tx, actor.brandId, passKey);
      if (earlier) return this.sameAs(tx, actor.brandId, earlier, keptId, terms);
      const nowMs = this.db.nowMs();
      const rules = await this.schemes.rulesOf(tx, actor.brandId);
      if (terms.level > schemeAt(rules, nowMs).scheme.levels.length)
        return fail({ code: 'TIER_LEVEL_UNKNOWN' });
      const startsAtMs = await this.startOf(tx, actor.brandId, keptId, terms, nowMs);
      const { kind, level, amountFen } = terms;
      const endsAtMs = dayStartMs(dayOf(startsAtMs, rules.zone) + terms.days, rules.zone);
      const what = { passKey, kind, level, amountFen, startsAtMs, endsAtMs };
      const pass: PassRow = { id: this.db.nextId(), customerId: keptId, ...what, cancelledAtMs: 0 };
      const by = actor.kind === 'operator' ? actor.id : 0;
      // The customer is locked, yet the key is the brand's: another customer may have taken it just now.
      if (!(await this.queries.add(tx, actor.brandId, pass, by, nowMs)))
        return fail({ code: 'TIER_PASS_KEY_REUSED' });
      await this.note(tx, actor, 'tiers.pass_granted', pass, { kind, level, days: terms.days });
      const cause = { kind: 'pass', id: pass.id } as const;
      this.effects.mark(tx, actor.brandId, tierHandled, [{ customerId: keptId, cause }]);
      return ok(pass);
    });
  }

  /** Ends a pass now; one that was cancelled before stays as it was. */
  async cancel(
    actor: PassActor,
    which: { readonly id: number } | { readonly passKey: string },
    reason: string,
  ): Promise<Result<PassRow, CancelRefusal>> {
    return this.db.run('tiers.cancelPass', async (tx): Promise<Result<PassRow, CancelRefusal>> => {
      const find = (): Promise<PassRow | null> =>
        'id' in which
          ? this.queries.byId(tx, actor.brandId, which.id)
          : this.queries.byKey(tx, actor.brandId, Buffer.from(which.passKey));
      const seen = await find();
      if (!seen) return fail({ code: 'TIER_PASS_UNKNOWN' });
      const kept = await this.customers.lock(tx, { id: actor.brandId }, [seen.customerId]);
      const pass = (await find()) as PassRow;
      if (pass.cancelledAtMs > 0) return ok(pass);
      const nowMs = this.db.nowMs();
      if (pass.endsAtMs <= nowMs) return fail({ code: 'TIER_PASS_ENDED' });
      await this.queries.cancel(tx, pass.id, nowMs);
      await this.note(tx, actor, 'tiers.pass_cancelled', pass, { reason });
      const keptId = kept.get(pass.customerId) ?? pass.customerId;
      const cause = { kind: 'pass', id: pass.id } as const;
      this.effects.mark(tx, actor.brandId, tierHandled, [{ customerId: keptId, cause }]);
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
    return this.db.run('tiers.revoke', async (tx): Promise<Result<{ customerId: number }, RevokeRefusal>> => {
      const member = await this.lockMember(tx, actor.brandId, customerId);
      if (!member.ok) return member;
      const keptId = member.value;
      const rules = await this.schemes.rulesOf(tx, actor.brandId);
      const judgement = await this.tiers.judgementOf(tx, actor.brandId, keptId, rules);
      if (!judgement || toLevel >= judgement.level) return fail({ code: 'TIER_NOT_LOWER' });
      // What is recorded up to now is recorded first: the revocation is the next step after it.
      await this.tiers.reEvaluate(tx, actor.brandId, new Map([[keptId, { kind: 'operator', id: 0 }]]));
      const [atMs, id] = [this.db.nowMs(), this.db.nextId()];
      const family = (await this.customers.families(tx, { id: actor.brandId }, [keptId])).get(keptId) ?? [
        keptId,
      ];
      for (const pass of await this.past.passes(tx, family)) {
        if (pass.level > toLevel && passTerm(pass).endsAtMs > atMs)
          await this.queries.cancel(tx, pass.id, atMs);
      }
      const { version: schemeVersion } = schemeAt(rules, atMs);
      const change = {
        id,
        customerId: keptId,
        fromLevel: judgement.level,
        toLevel,
        reason: 'revoked' as const,
        atMs,
      };
      const cause = { causeKind: 'operator', causeId: id };
      const figures = { schemeVersion, figure: judgement.figure, needed: 0, recordedAtMs: atMs };
      await this.tiers.record(tx, actor.brandId, [{ ...change, ...figures, ...cause }]);
      await this.audit.record(tx, {
        ...entryOf(actor, 'tiers.revoked', `customer ${keptId}`),
        detail: { fromLevel: judgement.level, toLevel, reason },
      });
      this.effects.mark(tx, actor.brandId, tierHandled, [
        { customerId: keptId, cause: { kind: 'operator', id } },
      ]);
      return ok({ customerId: keptId });
    });
  }

  /** The member behind an identity that a connector names. */
  async memberBehind(brandId: number, identity: Identity): Promise<number | null> {
    return this.db.read((reader) => this.customers.find(reader, { id: brandId }, identity));
  }

  private async lockMember(tx: Tx, brandId: number, customerId: number): Promise<Result<number, NotMember>> {
    const keptId = (await this.customers.lock(tx, { id: brandId }, [customerId])).get(customerId);
    if (keptId === undefined) return fail({ code: 'CUSTOMER_UNKNOWN' });
    const members = await this.histories.joined(tx, brandId, [keptId]);
    return members.has(keptId) ? ok(keptId) : fail({ code: 'CUSTOMER_NOT_MEMBER' });
  }

  /** The same key again is the pass of then, if it says the same. */
  private async sameAs(
    tx: Tx,
    brandId: number,
    earlier: PassRow,
    keptId: number,
    terms: PassTerms,
  ): Promise<Result<PassRow, GrantRefusal>> {
    const zone = (await this.brands.byId(tx, brandId)).timeZone;
    const owner = (await this.customers.canonical(tx, { id: brandId }, [earlier.customerId])).get(
      earlier.customerId,
    );
    const days = dayOf(earlier.endsAtMs, zone) - dayOf(earlier.startsAtMs, zone);
    const isSame =
      owner === keptId &&
      earlier.kind === terms.kind &&
      earlier.level === terms.level &&
      earlier.amountFen === terms.amountFen &&
      days === terms.days;
    return isSame ? ok(earlier) : fail({ code: 'TIER_PASS_KEY_REUSED' });
  }

  private async startOf(
    tx: Tx,
    brandId: number,
    keptId: number,
    terms: PassTerms,
    nowMs: number,
  ): Promise<number> {
    const wanted = terms.startsAtMs ?? nowMs;
    if (!terms.extends) return wanted;
    const family = (await this.customers.families(tx, { id: brandId }, [keptId])).get(keptId) ?? [keptId];
    const ends = (await this.past.passes(tx, family))
      .filter(
        ({ kind, level, cancelledAtMs }) =>
          kind === terms.kind && level === terms.level && cancelledAtMs === 0,
      )
      .map(({ endsAtMs }) => endsAtMs);
    return Math.max(wanted, ...ends);
  }

  private async note(
    tx: Tx,
    actor: PassActor,
    action: string,
    pass: PassRow,
    detail: AuditEntry['detail'],
  ): Promise<void> {
    await this.audit.record(tx, { ...entryOf(actor, action, `tier pass ${pass.id}`), detail });
  }
}

const entryOf = (actor: PassActor, action: string, subject: string): Omit<AuditEntry, 'detail'> => ({
  brandId: actor.brandId,
  actor,
  action,
  subject,
});
