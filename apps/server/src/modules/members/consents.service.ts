import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import type { Refusal } from '../../platform/http';
import { consentText, consentTexts, type ConsentPurposeCode } from './consent-texts';
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

/** Choices are only ever added; the newest of a purpose counts, over all aliases of a person (INV-35). */
@Injectable()
export class ConsentsService {
  /** Granting needs the version in force; withdrawing never fails for an old version. */
  check(choices: readonly ConsentChoice[]): Result<null, Refusal<'CONSENT_OUTDATED'>> {
    const outdated = choices.find(
      (choice) => choice.granted && consentText(choice.purpose)?.version !== choice.version,
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
