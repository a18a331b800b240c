import { Injectable } from '@nestjs/common';
import {
  countAttempt,
  takeOff,
  type ThrottleRule,
  type ThrottleState,
  type CountedAttempt,
} from '@liuliang/domain';
import { CodeHashes } from '../../platform/codes';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { Secrets } from '../../platform/secrets';
import { DEVICE_KNOWN_MS, signInAttempts } from './entities';

/** Five wrong ones without a wait, then a minute, doubled by each further one up to an hour; a quiet day forgets. */
const RULE: ThrottleRule = { free: 5, firstMs: 60_000, maxMs: 3_600_000, forgetMs: 86_400_000 };

/** Who guesses a login's password, as far as they are counted together. */
export interface Guesser {
  /** Signed this login in on this device before: counted apart from strangers, who cannot lock them out. */
  readonly isKnown: boolean;
  /** As of a moment ago; what counts is read again where the attempt is counted. */
  readonly lockedUntilMs: number;
  readonly counted: Buffer;
  /** Null where the client keeps no name of its device: a stranger each time. */
  readonly device: Buffer | null;
}

/**
 * IDENTITY-4: an attempt is counted, and the lock read, in a transaction of its own before anything is hashed, so that
 * of many at once no more are judged than of many in a row. No lock is ever made shorter.
 */
@Injectable()
export class SignInAttempts {
  private readonly hashes: CodeHashes;

  constructor(
    private readonly db: Database,
    secrets: Secrets,
  ) {
    this.hashes = new CodeHashes(secrets, 'sign-in-attempts');
  }

  /** @param login in the one spelling in which logins are compared */
  async guesser(login: Buffer, deviceName: string | undefined): Promise<Guesser> {
    const name = login.toString('hex');
    const strangers = this.hashes.of(name);
    const device = deviceName === undefined ? null : this.hashes.of(`${name} ${deviceName}`);
    const guesser = device ? [strangers, device] : [strangers];
    const rows = await this.db.read((reader) => signInAttempts.select(reader, { guesser }));
    const rowOf = (key: Buffer) => rows.find((row) => row.guesser.equals(key));
    const knownSinceMs = this.db.nowMs() - DEVICE_KNOWN_MS;
    const isKnown = device !== null && (rowOf(device)?.signedInAtMs ?? 0) > knownSinceMs;
    const counted = isKnown ? device : strangers;
    return { isKnown, counted, device, lockedUntilMs: rowOf(counted)?.lockedUntilMs ?? 0 };
  }

  /** Counts an attempt as a wrong one, or tells until when none is judged. */
  async count(tx: Tx, { counted: guesser }: Guesser): Promise<CountedAttempt> {
    const counted = countAttempt(RULE, await this.lockedState(tx, guesser), tx.nowMs());
    if (counted.isAllowed) await this.write(tx, guesser, counted.state);
    return counted;
  }

  /** Takes an attempt off again that was not wrong. */
  async takeOff(tx: Tx, { counted: guesser }: Guesser, counted: ThrottleState): Promise<void> {
    await this.write(tx, guesser, takeOff(await this.lockedState(tx, guesser), counted));
  }

  /** Writes as much as a wrong attempt of a real login does, and changes nothing. */
  async touch(tx: Tx, { counted: guesser }: Guesser): Promise<void> {
    await this.write(tx, guesser, await this.lockedState(tx, guesser));
  }

  /** From now on this device is known for this login. */
  async signedIn(tx: Tx, who: Guesser, counted: ThrottleState): Promise<void> {
    await this.takeOff(tx, who, counted);
    if (!who.device) return;
    await this.lockedState(tx, who.device);
    const nowMs = tx.nowMs();
    await signInAttempts.set(tx, { guesser: who.device }, { signedInAtMs: nowMs, lastAtMs: nowMs });
  }

  /** Locked until the transaction ends; made where it is the first. */
  private async lockedState(tx: Tx, guesser: Buffer): Promise<ThrottleState> {
    const find = () => signInAttempts.one(tx, { guesser }, { lock: 'update' });
    let row = await find();
    if (!row) {
      const first = { guesser, failures: 0, lockedUntilMs: 0, lastAtMs: tx.nowMs() };
      // Overwrites its own key with itself: of two who are first, one waits for the other's lock, not beside it.
      await signInAttempts.insert(tx, [first], { upsert: ['guesser'] });
      row = await find();
    }
    if (!row) throw new Error('A row that was just written is not there');
    return { failures: row.failures, freeAtMs: row.lockedUntilMs, lastAtMs: row.lastAtMs };
  }

  private async write(tx: Tx, guesser: Buffer, state: ThrottleState): Promise<void> {
    const { failures, freeAtMs, lastAtMs } = state;
    await signInAttempts.set(tx, { guesser }, { failures, lockedUntilMs: freeAtMs, lastAtMs });
  }
}
