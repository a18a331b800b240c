import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import type { Refusal } from '../../platform/http';
import { consentText, consentTexts, type ConsentPurposeCode } from './consent-texts';
import { MembershipQueries } from './membership.queries';

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

/** Choices are only ever added; the newest of a purpose counts, over all aliases of a person (INV-35). */
@Injectable()
export class ConsentsService {
  constructor(private readonly queries: MembershipQueries) {}

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

  async record(
    tx: Tx,
    brandId: number,
    customerId: number,
    choices: readonly ConsentChoice[],
    channel: string,
  ): Promise<void> {
    const atMs = tx.nowMs();
    await this.queries.addConsents(
      tx,
      choices.map(({ purpose, version, granted }) => ({
        id: tx.nextId(),
        brandId,
        customerId,
        purpose,
        version,
        granted: granted ? 1 : 0,
        channel,
        at_ms: atMs,
      })),
    );
  }

  /** The choices in force. @param family the customer's own id and its aliases */
  async inForce(reader: Reader, family: readonly number[]): Promise<ConsentInForce[]> {
    const newest = new Map<string, ConsentInForce>();
    for (const row of await this.queries.consents(reader, family)) {
      newest.set(row.purpose, {
        purpose: row.purpose as ConsentPurposeCode,
        version: row.version,
        granted: row.granted === 1,
        atMs: row.at_ms,
        channel: row.channel,
      });
    }
    return [...newest.values()];
  }

  async allows(reader: Reader, family: readonly number[], purpose: ConsentPurposeCode): Promise<boolean> {
    return (await this.inForce(reader, family)).some(
      (choice) => choice.purpose === purpose && choice.granted,
    );
  }
}
