import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { verifyPassword } from '../../platform/auth/passwords';
import { verifyTotp } from '../../platform/auth/totp';
import type { Bulkhead } from '../../platform/bulkhead';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { Refusal, RefusalOf } from '../../platform/http';
import { Throttle, type GuessLimit } from '../../platform/throttle';
import { AuditLog } from '../audit';
import { HASHING } from './hashing';
import { loginOf, OperatorsService, type Operator } from './operators.service';
import { SessionsService, type IssuedTokens } from './sessions.service';
import { SignInAttempts, type Guesser } from './sign-in-attempts';
import { operators, type OperatorRow } from './entities';

/** Signing in from one address, whatever the names: many people may share one, and one may try many names. */
const ADDRESS_GUESSES: GuessLimit = {
  name: 'sign-in',
  free: 20,
  firstMs: 10_000,
  maxMs: 900_000,
  forgetMs: 3_600_000,
};
export interface SignInAsked {
  readonly login: string;
  readonly password: string;
  readonly totp?: string | undefined;
  /** What the client calls its device, if it keeps a name for it. */
  readonly device?: string | undefined;
  /** Where it was asked from, as `addressOf` says. */
  readonly address: string;
}

type SignedIn = Result<{ tokens: IssuedTokens; operator: Operator }, RefusalOf<'signInOperator'>>;
type WrongCode = 'CREDENTIALS_WRONG' | 'TOTP_WRONG';

@Injectable()
export class OperatorSignIn {
  constructor(
    private readonly db: Database,
    private readonly operators: OperatorsService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly attempts: SignInAttempts,
    private readonly throttle: Throttle,
    @Inject(HASHING) private readonly hashing: Bulkhead,
  ) {}

  /**
   * Order of checks: locked, too many from this address, a place to hash, name and password, one-time code. A wrong name
   * costs the same as a wrong password and says the same, also when it is tried too often.
   */
  async signIn(asked: SignInAsked): Promise<SignedIn> {
    const { address, device } = asked;
    const who = await this.attempts.guesser(loginOf(asked.login), device);
    if (who.lockedUntilMs > this.db.nowMs()) return locked(who.lockedUntilMs);
    const judged = async (): Promise<SignedIn> =>
      (await this.hashing.within(who.isKnown, () => this.judge(asked, who))) ??
      fail({ code: 'SIGN_IN_BUSY' });
    // A known device is counted by itself, and not throttled by whom it shares the address with.
    if (who.isKnown) return judged();
    return this.throttle.judge(ADDRESS_GUESSES, address, judged, 'CREDENTIALS_WRONG', 'TOTP_WRONG');
  }

  private async judge({ login, password, totp }: SignInAsked, who: Guesser): Promise<SignedIn> {
    const counted = await this.db.run('operators.attempt', (tx) => this.attempts.count(tx, who));
    if (!counted.isAllowed) return locked(counted.freeAtMs);
    const isLocking = counted.state.freeAtMs > 0;
    const found = await this.operators.rowOf(login);
    // Hashing takes tens of milliseconds by design, so it happens outside any transaction.
    const isRight = await verifyPassword(password, found?.passwordHash ?? null);
    const wrong = (code: WrongCode) =>
      this.db.run('operators.noteFailure', (tx) => this.noteFailure(tx, found, who, code, isLocking));
    if (!found || !isRight || found.disabledAtMs > 0) return wrong('CREDENTIALS_WRONG');
    const step = await this.checkTotp(found, totp);
    if (!step.ok) {
      if (step.error.code === 'TOTP_WRONG') return wrong('TOTP_WRONG');
      await this.db.run('operators.askForCode', (tx) => this.attempts.takeOff(tx, who, counted.state));
      return step;
    }
    return this.db.run<SignedIn>('operators.signIn', async (tx) => {
      const { id, brandId } = found;
      // Read again under the lock: of two who bring the same one-time code, one is let in.
      const row = await operators.one(tx, brandId, { id }, { lock: 'update' });
      // Dismissed, or another password since it was hashed.
      if (!row || row.disabledAtMs > 0 || row.passwordHash !== found.passwordHash)
        return this.noteFailure(tx, found, who, 'CREDENTIALS_WRONG', isLocking);
      // Enrolled, or enrolled anew, in the meantime: the code that was asked for was another one, or none.
      if (!row.totpSecret.equals(found.totpSecret))
        return this.noteFailure(tx, found, who, 'TOTP_WRONG', isLocking);
      const signedInAtMs = tx.nowMs();
      if (step.value > 0) {
        if (step.value <= row.totpLastStep) return this.noteFailure(tx, found, who, 'TOTP_WRONG', isLocking);
      }
      const lastStep = step.value > 0 ? { totpLastStep: step.value } : {};
      await operators.set(tx, brandId, { id }, { signedInAtMs, ...lastStep });
      await this.attempts.signedIn(tx, who, counted.state);
      const tokens = await this.sessions.open(tx, 'operator', brandId, id);
      await this.note(tx, row, 'operator.signed_in', {});
      return ok({ tokens, operator: this.operators.toOperator(row) });
    });
  }

  private async checkTotp(
    row: OperatorRow,
    totp: string | undefined,
  ): Promise<Result<number, Refusal<'TOTP_REQUIRED' | 'TOTP_WRONG'>>> {
    const secret = this.operators.totpSecretOf(row);
    if (secret === null) return ok(0);
    if (totp === undefined) return fail({ code: 'TOTP_REQUIRED' });
    const lastUsedStep = row.totpLastStep > 0 ? row.totpLastStep : null;
    const verified = await verifyTotp({ secret, token: totp, nowMs: this.db.nowMs(), lastUsedStep });
    return verified.ok ? ok(verified.value.step) : fail({ code: 'TOTP_WRONG' });
  }

  /** It was counted before; what is left is to put it on record (INV-30), which for nobody's name costs as much. */
  private async noteFailure<C extends WrongCode>(
    tx: Tx,
    found: OperatorRow | null,
    who: Guesser,
    code: C,
    isLocking: boolean,
  ): Promise<Result<never, Refusal<C>>> {
    const action = isLocking ? 'operator.locked' : 'operator.sign_in_failed';
    if (found) await this.note(tx, found, action, { code });
    else await this.attempts.touch(tx, who);
    return fail({ code });
  }

  private note(
    tx: Tx,
    { id, brandId }: OperatorRow,
    action: string,
    detail: Readonly<Record<string, string>>,
  ): Promise<void> {
    const actor = actorOf({ operatorId: id });
    return this.audit.record(tx, { brandId, actor, action, subject: '', detail });
  }
}

const locked = (retryAtMs: number) => fail({ code: 'ACCOUNT_LOCKED' as const, retryAtMs });
