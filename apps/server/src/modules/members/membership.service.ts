import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, openidIn, type Identity, type Result } from '@liuliang/domain';
import type { Person } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { RunAgain } from '../../platform/db/run-again';
import { Effects } from '../../platform/effects';
import type { Env } from '../../platform/env';
import type { RefusalOf } from '../../platform/http';
import { Outbox } from '../../platform/outbox';
import { ENV } from '../../platform/platform.module';
import type { Brand } from '../brands';
import { SessionsService, type IssuedTokens } from '../identity';
import { ConsentsService, type ConsentChoice } from './consents.service';
import { CustomersService } from './customers.service';
import { customerJoined } from './marks';
import { maskIdentity, maskMobile } from './masks';
import { customers, identities, type CustomerRow, type IdentityRow } from './entities';
import type { LockedCustomers } from './locked';
import { MergesService } from './merges.service';
import { customerField, identityField, PersonalFields } from './personal-fields';

/** A customer as screens may show them: no identifier in full. */
export interface Profile {
  readonly customerId: number;
  readonly joinedAtMs: number | null;
  readonly nickname: string | null;
  readonly mobileMasked: string | null;
  readonly homeStoreId: number | null;
  readonly firstKnownAtMs: number;
  readonly erasedAtMs: number | null;
}

export interface JoinRequest {
  readonly consents: readonly ConsentChoice[];
  readonly nickname: string | undefined;
  /** Verified by WeChat just now; null when the person joins without a number. */
  readonly verifiedMobile: string | null;
  readonly channel: string;
  /** The code of the mini-program by which they say that they came; what it means is decided here. */
  readonly scene?: string | undefined;
}

@Injectable()
export class MembershipService {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
    private readonly merges: MergesService,
    private readonly consents: ConsentsService,
    private readonly fields: PersonalFields,
    private readonly sessions: SessionsService,
    private readonly effects: Effects,
    private readonly outbox: Outbox,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Opens a session for the person behind a WeChat openid; somebody never seen before becomes a customer. */
  async signIn(
    brand: Brand,
    openid: string,
    unionid: string | null,
  ): Promise<{ tokens: IssuedTokens; customerId: number }> {
    return this.db.run('membership.signIn', async (tx) => {
      const nowMs = this.db.nowMs();
      const openIdentity: Identity = { kind: 'wx_openid', value: openidIn(this.env.WECHAT_APPID, openid) };
      const found = await this.customers.identify(tx, brand, [openIdentity], nowMs);
      let customerId = [...found.values()][0] as number;
      if (unionid) {
        const identity: Identity = { kind: 'wx_unionid', value: unionid };
        const locked = await this.lockWithOwner(tx, brand, customerId, identity);
        customerId = (await this.linkOrMerge(tx, brand, locked, customerId, identity)).customerId;
      }
      return { tokens: await this.sessions.open(tx, 'member', brand.id, customerId), customerId };
    });
  }

  /** Whether `join` would take somebody now: asked before a code of theirs is spent that works but once. */
  async mayJoin(
    brand: Brand,
    askedId: number,
    choices: readonly ConsentChoice[],
  ): Promise<Result<null, RefusalOf<'join'>>> {
    return this.db.read(async (reader) => {
      const person = await this.customers.person(reader, brand, askedId);
      return this.checkJoin(reader, brand.id, person, choices);
    });
  }

  /**
   * Joins with consent. A verified mobile number unifies the card from the shop or the platform with this person, so
   * that points earned before joining are there at once. Order of checks: member already, consent given, consent current.
   */
  async join(
    brand: Brand,
    askedId: number,
    request: JoinRequest,
  ): Promise<Result<{ customerId: number }, RefusalOf<'join'>>> {
    return this.db.run(
      'membership.join',
      async (tx): Promise<Result<{ customerId: number }, RefusalOf<'join'>>> => {
        const { verifiedMobile } = request;
        const mobile: Identity | null =
          verifiedMobile === null ? null : { kind: 'mobile', value: verifiedMobile };
        const locked = await this.lockWithOwner(tx, brand, askedId, mobile);
        const { customerId } = locked.person(askedId);
        const known = await customers.one(tx, brand.id, { id: customerId });
        const checked = await this.checkJoin(tx, brand.id, known, request.consents);
        if (!checked.ok) return checked;

        const nowMs = this.db.nowMs();
        await customers.set(tx, brand.id, { id: customerId }, { joinedAtMs: nowMs });
        const unified =
          mobile === null
            ? { customerId, isTheirs: false }
            : await this.linkOrMerge(tx, brand, locked, customerId, mobile);
        const keptId = unified.customerId;
        if (verifiedMobile !== null && unified.isTheirs)
          await this.customers.keepField(tx, brand.id, keptId, 'mobile', verifiedMobile);
        if (request.nickname)
          await this.customers.keepField(tx, brand.id, keptId, 'nickname', request.nickname);
        const joined = { brandId: brand.id, customerId: keptId };
        await this.consents.record(tx, { ...joined, channel: request.channel }, request.consents);
        this.effects.mark(tx, brand.id, customerJoined, [{ customerId: keptId, scene: request.scene }]);
        await this.outbox.add(tx, brand.id, 'members.joined.v1', { ...joined, joinedAtMs: nowMs });
        return ok({ customerId: keptId });
      },
    );
  }

  /** Whether `addMobile` would look at a number of theirs now: asked before a code is spent that works but once. */
  async mayAddMobile(brand: Brand, askedId: number): Promise<boolean> {
    return this.db.read(async (reader) => {
      const person = await this.customers.person(reader, brand, askedId);
      const known = person && (await customers.one(reader, brand.id, { id: person.customerId }));
      return known !== null && !hasMobile(known);
    });
  }

  /**
   * As joining with a number, for a member who joined without: earlier cards of the number unify with this person. Order
   * of checks: a number on file, a number that is another member's, who stays as they are until somebody looked at it.
   */
  async addMobile(
    brand: Brand,
    askedId: number,
    verifiedMobile: string,
  ): Promise<Result<{ customerId: number }, { code: 'MOBILE_ON_FILE' | 'MOBILE_OF_ANOTHER' }>> {
    return this.db.run(
      'membership.addMobile',
      async (
        tx,
      ): Promise<Result<{ customerId: number }, { code: 'MOBILE_ON_FILE' | 'MOBILE_OF_ANOTHER' }>> => {
        const mobile: Identity = { kind: 'mobile', value: verifiedMobile };
        const locked = await this.lockWithOwner(tx, brand, askedId, mobile);
        const { customerId } = locked.person(askedId);
        const known = await customers.one(tx, brand.id, { id: customerId });
        if (!known || hasMobile(known)) return fail({ code: 'MOBILE_ON_FILE' });
        const unified = await this.linkOrMerge(tx, brand, locked, customerId, mobile);
        if (!unified.isTheirs) return fail({ code: 'MOBILE_OF_ANOTHER' });
        await this.customers.keepField(tx, brand.id, unified.customerId, 'mobile', verifiedMobile);
        return ok({ customerId: unified.customerId });
      },
    );
  }

  /** Keeps how somebody wants to be called; a name that shows nothing takes it away. */
  async rename(brand: { readonly id: number }, askedId: number, nickname: string): Promise<Person> {
    return this.db.run('membership.rename', async (tx) => {
      const person = (await this.customers.lock(tx, brand, [askedId])).person(askedId);
      await this.customers.keepField(tx, brand.id, person.customerId, 'nickname', nickname);
      return person;
    });
  }

  /** Adds one choice. Withdrawing what membership itself needs is not a choice but leaving: `erase` does that. */
  async choose(
    brand: { readonly id: number },
    askedId: number,
    choice: ConsentChoice,
    channel: string,
  ): Promise<Result<Person, RefusalOf<'chooseConsent'>>> {
    if (choice.purpose === 'membership' && !choice.granted) return fail({ code: 'CONSENT_REQUIRED' });
    return this.db.run(
      'membership.choose',
      async (tx): Promise<Result<Person, RefusalOf<'chooseConsent'>>> => {
        const current = await this.consents.check(tx, brand.id, [choice]);
        if (!current.ok) return current;
        const person = (await this.customers.lock(tx, brand, [askedId])).person(askedId);
        const { customerId } = person;
        await this.consents.record(tx, { brandId: brand.id, customerId, channel }, [choice]);
        return ok(person);
      },
    );
  }

  /** Profiles by id; ids of other brands are left out. */
  async profiles(reader: Reader, brandId: number, ids: readonly number[]): Promise<Map<number, Profile>> {
    const rows = await customers.select(reader, brandId, { id: ids });
    return new Map(rows.map((row) => [row.id, this.toProfile(row)]));
  }

  /** What customers are called; who has no name or was erased is not in the answer. */
  async names(reader: Reader, brandId: number, ids: readonly number[]): Promise<Map<number, string>> {
    const rows = await customers.select(reader, brandId, { id: ids }, { columns: ['id', 'nickname'] });
    const named = rows.map(({ id, nickname }) => {
      return [id, this.fields.open(brandId, customerField('nickname', id), nickname)] as const;
    });
    return new Map(named.filter(([, name]) => name !== ''));
  }

  /** What a row says of somebody's name and number, opened and masked. */
  known({
    id,
    brandId,
    nickname,
    mobile,
  }: Pick<CustomerRow, 'id' | 'brandId' | 'nickname' | 'mobile'>): Pick<
    Profile,
    'nickname' | 'mobileMasked'
  > {
    const number = this.fields.open(brandId, customerField('mobile', id), mobile);
    return {
      nickname: this.fields.open(brandId, customerField('nickname', id), nickname) || null,
      mobileMasked: number ? maskMobile(number) : null,
    };
  }

  /** What somebody is known by, masked. */
  async identities(
    reader: Reader,
    brandId: number,
    customerId: number,
  ): Promise<{ kind: string; masked: string; sinceMs: number }[]> {
    const rows = await identitiesOf(reader, brandId, customerId);
    return rows.map((row) => ({
      kind: row.kind,
      masked: maskIdentity(
        row.kind,
        this.fields.open(brandId, identityField(row.kind, row.valueIndex), row.value),
      ),
      sinceMs: row.createdAtMs,
    }));
  }

  /**
   * The WeChat name of a person in one mini-program, for a call to WeChat about them and nothing else; null when none is
   * known. @param prefix what `openidIn` puts before the names of that mini-program
   */
  async openidOf(reader: Reader, brandId: number, askedId: number, prefix: string): Promise<string | null> {
    const person = await this.customers.person(reader, { id: brandId }, askedId);
    if (!person) return null;
    for (const { kind, valueIndex, value } of await identitiesOf(reader, brandId, person.customerId)) {
      if (kind !== 'wx_openid') continue;
      const name = this.fields.open(brandId, identityField(kind, valueIndex), value);
      if (name.startsWith(prefix)) return name.slice(prefix.length);
    }
    return null;
  }

  private toProfile(row: CustomerRow): Profile {
    const { id } = row;
    return {
      customerId: id,
      joinedAtMs: row.joinedAtMs || null,
      ...this.known(row),
      homeStoreId: row.homeStoreId || null,
      firstKnownAtMs: row.createdAtMs,
      erasedAtMs: row.erasedAtMs || null,
    };
  }

  /** The one list of who may not join, in the order of the route's errors. */
  private async checkJoin(
    reader: Reader,
    brandId: number,
    known: Pick<CustomerRow, 'erasedAtMs' | 'joinedAtMs'> | null,
    choices: readonly ConsentChoice[],
  ): Promise<Result<null, RefusalOf<'join'>>> {
    if (!known || known.erasedAtMs > 0) return fail({ code: 'CUSTOMER_ERASED' });
    if (known.joinedAtMs > 0) return fail({ code: 'MEMBER_ALREADY_JOINED' });
    if (!this.consents.coversMembership(choices)) return fail({ code: 'CONSENT_REQUIRED' });
    return this.consents.check(reader, brandId, choices);
  }

  /** Locks somebody together with whoever holds an identity that is to be theirs, so that many may meet over it. */
  private async lockWithOwner(
    tx: Tx,
    brand: Brand,
    askedId: number,
    identity: Identity | null,
  ): Promise<LockedCustomers> {
    const owners = identity ? await this.customers.findAll(tx, brand, [identity]) : new Map<string, number>();
    return this.customers.lock(tx, brand, [askedId, ...owners.values()]);
  }

  /**
   * Gives the person one more verified identity, merging with whoever holds it. `isTheirs` is false when two members
   * with two verified numbers met: a person reviews that, and the identity stays where it was.
   * @param locked the person, and who held the identity when they were locked
   */
  private async linkOrMerge(
    tx: Tx,
    brand: Brand,
    locked: LockedCustomers,
    customerId: number,
    identity: Identity,
  ): Promise<{ customerId: number; isTheirs: boolean }> {
    const linked = await this.customers.link(tx, brand, customerId, identity, true, this.db.nowMs());
    if (linked.outcome !== 'belongsTo') return { customerId, isTheirs: true };
    // Waiting for them now, with the identity's key in hand, is how six who join with one number form a circle.
    if (!locked.find(linked.customerId)) throw new RunAgain('an identity was taken meanwhile');
    const proof = { ...identity, isVerified: true };
    const merged = await this.merges.merge(tx, brand, customerId, linked.customerId, proof);
    if (merged.outcome === 'merged') return { customerId: merged.keptId, isTheirs: true };
    return { customerId, isTheirs: merged.outcome === 'none' && merged.reason === 'same-customer' };
  }
}

const hasMobile = ({ mobile }: Pick<CustomerRow, 'mobile'>): boolean => mobile.length > 0;

const identitiesOf = (reader: Reader, brandId: number, customerId: number): Promise<IdentityRow[]> =>
  identities.select(reader, brandId, { customerId }, { order: 'created_at_ms, kind' });
