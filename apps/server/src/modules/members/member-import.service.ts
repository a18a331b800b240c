import { Injectable } from '@nestjs/common';
import type { Identity } from '@liuliang/domain';
import { appendTo } from '@liuliang/domain';
import { SYSTEM } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { Effects } from '../../platform/effects';
import { AuditLog } from '../audit';
import type { Brand } from '../brands';
import { ConsentsService, type ConsentChoice } from './consents.service';
import { CustomersService } from './customers.service';
import { customerJoined } from './marks';
import { customers } from './entities';

/** Somebody whom another system of the brand knows already, with everything that names them there. */
export interface KnownPerson {
  /** Normalised (`checkIdentity`), one at least: the first finds or makes the customer, the others are linked to it. */
  readonly identities: readonly Identity[];
  /** When that system first met them: the age by which a later merge chooses who is kept. */
  readonly firstSeenAtMs: number;
  /** null: known, not a member. */
  readonly membership: OpeningMembership | null;
}

export interface OpeningMembership {
  readonly joinedAtMs: number;
  readonly nickname: string;
  /** E.164, proven to that system; null: none. */
  readonly verifiedMobile: string | null;
  /** 0: none. */
  readonly homeStoreId: number;
  /** What they agreed to there, dated when they joined. */
  readonly consents: readonly ConsentChoice[];
  readonly channel: string;
}

/** People per transaction: some thousand short statements. */
const PEOPLE_PER_TRANSACTION = 250;

/**
 * Brings customers and members over from the system that a brand used before. They keep the day they joined, and
 * nobody is welcomed again: no outbox event is made. Importing somebody twice changes nothing (MEMBER-IMPORT-1).
 */
@Injectable()
export class MemberImport {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
    private readonly consents: ConsentsService,
    private readonly effects: Effects,
    private readonly audit: AuditLog,
  ) {}

  /** @returns customer ids, in the order given */
  async run(brand: Brand, people: readonly KnownPerson[]): Promise<number[]> {
    const customerIds: number[] = [];
    for (let start = 0; start < people.length; start += PEOPLE_PER_TRANSACTION) {
      const chunk = people.slice(start, start + PEOPLE_PER_TRANSACTION);
      appendTo(customerIds, await this.db.run('members.import', (tx) => this.importChunk(tx, brand, chunk)));
    }
    return customerIds;
  }

  private async importChunk(tx: Tx, brand: Brand, people: readonly KnownPerson[]): Promise<number[]> {
    const customerIds: number[] = [];
    const joined: number[] = [];
    for (const person of people) {
      const customerId = await this.identify(tx, brand, person);
      if (person.membership && (await this.enrol(tx, brand, customerId, person.membership)))
        joined.push(customerId);
      customerIds.push(customerId);
    }
    this.effects.mark(
      tx,
      brand.id,
      customerJoined,
      joined.map((customerId) => ({ customerId })),
    );
    await this.audit.record(tx, {
      brandId: brand.id,
      actor: SYSTEM,
      action: 'members.imported',
      subject: '',
      detail: { people: people.length, joined: joined.length },
    });
    return customerIds;
  }

  private async identify(tx: Tx, brand: Brand, person: KnownPerson): Promise<number> {
    const [first, ...others] = person.identities;
    if (!first) throw new Error('Somebody without an identity cannot be imported');
    const found = await this.customers.identify(tx, brand, [first], person.firstSeenAtMs);
    const customerId = [...found.values()][0] as number; // One identity was asked for, and `identify` answers each.
    const mobile = person.membership?.verifiedMobile ?? null;
    for (const identity of isProven(first, mobile) ? person.identities : others) {
      // What names somebody else here stays theirs: whether the two are one, a fresh proof decides, not a list.
      await this.customers.link(
        tx,
        brand,
        customerId,
        identity,
        isProven(identity, mobile),
        person.firstSeenAtMs,
      );
    }
    return customerId;
  }

  /** @returns false when the customer was a member already */
  private async enrol(
    tx: Tx,
    brand: Brand,
    customerId: number,
    membership: OpeningMembership,
  ): Promise<boolean> {
    const { joinedAtMs, nickname, verifiedMobile, homeStoreId, consents, channel } = membership;
    const stranger = { id: customerId, joinedAtMs: 0 };
    if ((await customers.set(tx, brand.id, stranger, { joinedAtMs })) === 0) return false;
    for (const [column, text] of [
      ['nickname', nickname],
      ['mobile', verifiedMobile ?? ''],
    ] as const)
      if (text !== '') await this.customers.keepField(tx, brand.id, customerId, column, text);
    if (homeStoreId !== 0) await customers.set(tx, brand.id, { id: customerId }, { homeStoreId });
    await this.consents.record(tx, { brandId: brand.id, customerId, channel, atMs: joinedAtMs }, consents);
    return true;
  }
}

const isProven = ({ kind, value }: Identity, verifiedMobile: string | null): boolean =>
  kind === 'mobile' && value === verifiedMobile;
