import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import type { Refusal } from '../../platform/http';
import { PrivacyPolicies } from '../privacy';
import { consentTexts, type ConsentPurposeCode, type ConsentTextValue } from './consent-texts';
import { consents } from './entities';

export interface ConsentChoice {
  readonly purpose: ConsentPurposeCode;
  readonly version: string;
  readonly granted: boolean;
}

/** The choice in force for a purpose. */
export interface ConsentInForce extends ConsentChoice {
  readonly atMs: number;
  readonly channel: string;
}

/** Whose choices they are, and where they were made. */
interface ConsentPlace {
  readonly brandId: number;
  readonly customerId: number;
  readonly channel: string;
  readonly atMs?: number;
}

/** The policy of a brand that has written none: what people agreed to before there was one stays agreed to. */
const FIRST_POLICY = 1;

/** Choices are only ever added; the newest of a purpose counts, over all aliases of a person (INV-35). */
@Injectable()
export class ConsentsService {
  constructor(private readonly policies: PrivacyPolicies) {}

  /**
   * What people of a brand are asked now. With membership they agree to the privacy policy: its number is part of the
   * version, once the brand has published one of its own (PRIVACY-2).
   */
  async texts(reader: Reader, brandId: number): Promise<readonly ConsentTextValue[]> {
    const policy = await this.policies.versionOf(reader, brandId);
    if (policy === FIRST_POLICY) return consentTexts;
    return consentTexts.map((text) =>
      text.purpose === 'membership' ? { ...text, version: `${text.version}.p${policy}` } : text,
    );
  }

  /** Whether a member agreed to what holds no longer. Asks nothing where it never changed since people could agree. */
  async isOutdated(reader: Reader, brandId: number, family: readonly number[]): Promise<boolean> {
    const asked = (await this.texts(reader, brandId)).find(({ required }) => required);
    if (!asked || consentTexts.includes(asked)) return false;
    const given = await this.inForce(reader, brandId, family);
    return !given.some(({ purpose, version }) => purpose === asked.purpose && version === asked.version);
  }

  /** Granting needs the version in force; withdrawing never fails for an old version. */
  async check(
    reader: Reader,
    brandId: number,
    choices: readonly ConsentChoice[],
  ): Promise<Result<null, Refusal<'CONSENT_OUTDATED'>>> {
    const versions = new Map(
      (await this.texts(reader, brandId)).map(({ purpose, version }) => [purpose, version]),
    );
    const outdated = choices.find(
      (choice) => choice.granted && versions.get(choice.purpose) !== choice.version,
    );
    return outdated ? fail({ code: 'CONSENT_OUTDATED', purpose: outdated.purpose }) : ok(null);
  }

  /** Whether the choices cover what membership needs. */
  coversMembership(choices: readonly ConsentChoice[]): boolean {
    return consentTexts.every(
      (one) => !one.required || choices.some((choice) => choice.purpose === one.purpose && choice.granted),
    );
  }

  /** @param atMs when they were made: now, unless they are brought over from an older system */
  async record(
    tx: Tx,
    { brandId, customerId, channel, atMs = tx.nowMs() }: ConsentPlace,
    choices: readonly ConsentChoice[],
  ): Promise<void> {
    const rows = choices.map(({ purpose, version, granted }) => {
      return { id: tx.nextId(), brandId, customerId, purpose, version, granted, channel, atMs };
    });
    await consents.insert(tx, rows);
  }

  /** The choices in force. @param family the customer's own id and its aliases */
  async inForce(reader: Reader, brandId: number, family: readonly number[]): Promise<ConsentInForce[]> {
    const columns = ['purpose', 'granted', 'version', 'atMs', 'channel'] as const;
    const all = await consents.select(
      reader,
      brandId,
      { customerId: family },
      { columns, order: 'at_ms, id' },
    );
    return [...new Map(all.map((choice) => [choice.purpose, choice])).values()];
  }

  async allows(
    reader: Reader,
    brandId: number,
    family: readonly number[],
    purpose: ConsentPurposeCode,
  ): Promise<boolean> {
    return (await this.inForce(reader, brandId, family)).some(
      (one) => one.purpose === purpose && one.granted,
    );
  }
}
