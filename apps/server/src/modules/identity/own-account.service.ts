import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import type { FieldCipher } from '../../platform/auth/fields';
import { hashPassword, verifyPassword } from '../../platform/auth/passwords';
import { newTotpSecret, totpUri, verifyTotp } from '../../platform/auth/totp';
import type { Bulkhead } from '../../platform/bulkhead';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { OperatorPrincipal, Refusal, RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { Secrets } from '../../platform/secrets';
import { Throttle, type GuessLimit } from '../../platform/throttle';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { operators, sessions, type OperatorRow, type SessionRow } from './entities';
import { HASHING } from './hashing';
import { operatorFields, pendingTotpField, totpField } from './secret-rows';
import { OperatorsService } from './operators.service';
import { SessionsService } from './sessions.service';

/** Whoever has somebody's open session may not try their password or codes by it. */
const OWN_GUESSES: GuessLimit = {
  name: 'own-account',
  free: 5,
  firstMs: 60_000,
  maxMs: 3_600_000,
  forgetMs: 86_400_000,
};
/** How long an enrolment waits for the code that confirms it. */
const ENROLMENT_MS = 10 * 60_000;

type Me = Pick<OperatorPrincipal, 'brandId' | 'operatorId' | 'sessionId'>;
type Enrolment = { readonly secret: string; readonly uri: string; readonly endsAtMs: number };

/** What an operator does to the own account. Whoever only holds their session can do none of it: the password is asked for. */
@Injectable()
export class OwnAccount {
  private readonly fields: FieldCipher;

  constructor(
    private readonly db: Database,
    private readonly operators: OperatorsService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly brands: BrandsService,
    private readonly publicIds: PublicIds,
    private readonly throttle: Throttle,
    @Inject(HASHING) private readonly hashing: Bulkhead,
    secrets: Secrets,
  ) {
    this.fields = operatorFields(secrets);
  }

  /** Every other session ends: whoever had the old password may have one. */
  changePassword(
    me: Me,
    { current, next }: { readonly current: string; readonly next: string },
  ): Promise<Result<{ changed: true }, RefusalOf<'changeMyPassword'>>> {
    return this.guessed(me, () =>
      this.hashed(async () => {
        const row = await this.rowOf(me);
        if (!(await verifyPassword(current, row.passwordHash)))
          return fail({ code: 'PASSWORD_WRONG' as const });
        const passwordHash = await hashPassword(next);
        return this.db.run<Result<{ changed: true }, Refusal<'PASSWORD_WRONG'>>>(
          'account.password',
          async (tx) => {
            // Somebody may have changed it while this one was hashed.
            if ((await this.lock(tx, me)).passwordHash !== row.passwordHash)
              return fail({ code: 'PASSWORD_WRONG' });
            await operators.set(tx, me.brandId, { id: me.operatorId }, { passwordHash });
            await this.secured(tx, me, 'operator.password_changed');
            return ok({ changed: true });
          },
        );
      }),
    );
  }

  /** IDENTITY-9: a new secret counts only when a code has confirmed it; until then the one before does. */
  beginTotp(
    me: Me,
    { password, totp }: { readonly password: string; readonly totp?: string | undefined },
  ): Promise<Result<Enrolment, RefusalOf<'beginMyTotp'>>> {
    return this.guessed(me, () =>
      this.hashed(async (): Promise<Result<Enrolment, RefusalOf<'beginMyTotp'>>> => {
        const row = await this.rowOf(me);
        if (!(await verifyPassword(password, row.passwordHash))) return fail({ code: 'PASSWORD_WRONG' });
        const present = this.operators.totpSecretOf(row);
        if (present !== null) {
          if (totp === undefined) return fail({ code: 'TOTP_REQUIRED' });
          const verified = await this.verify(present, totp, row.totpLastStep);
          if (!verified.ok) return verified;
        }
        const secret = newTotpSecret();
        const totpPending = this.fields.encrypt(secret, pendingTotpField(me.operatorId));
        return ok(
          await this.db.run('account.beginTotp', async (tx) => {
            const totpPendingAtMs = tx.nowMs();
            await operators.set(tx, me.brandId, { id: me.operatorId }, { totpPending, totpPendingAtMs });
            const { name } = await this.brands.byId(tx, me.brandId);
            const uri = totpUri(secret, row.login.toString(), name);
            return { secret, uri, endsAtMs: totpPendingAtMs + ENROLMENT_MS };
          }),
        );
      }),
    );
  }

  confirmTotp(me: Me, totp: string): Promise<Result<{ enrolled: true }, RefusalOf<'confirmMyTotp'>>> {
    return this.guessed(me, async (): Promise<Result<{ enrolled: true }, RefusalOf<'confirmMyTotp'>>> => {
      const { totpPending, totpPendingAtMs } = await this.rowOf(me);
      if (totpPending === '' || totpPendingAtMs + ENROLMENT_MS <= this.db.nowMs())
        return fail({ code: 'TOTP_NOT_BEGUN' });
      const secret = this.fields.decrypt(totpPending, pendingTotpField(me.operatorId));
      const verified = await this.verify(secret, totp, 0);
      if (!verified.ok) return verified;
      return this.db.run<Result<{ enrolled: true }, Refusal<'TOTP_NOT_BEGUN'>>>(
        'account.confirmTotp',
        async (tx) => {
          // Begun anew meanwhile, reset, or confirmed by the same code at the same time.
          if ((await this.lock(tx, me)).totpPending !== totpPending) return fail({ code: 'TOTP_NOT_BEGUN' });
          const totpSecret = Buffer.from(this.fields.encrypt(secret, totpField(me.operatorId)));
          const enrolled = {
            totpSecret,
            totpLastStep: verified.value.step,
            totpPending: '',
            totpPendingAtMs: 0,
          };
          await operators.set(tx, me.brandId, { id: me.operatorId }, enrolled);
          await this.secured(tx, me, 'operator.totp_enrolled');
          return ok({ enrolled: true });
        },
      );
    });
  }

  /** Open ones, newest first. */
  openSessions({ brandId, operatorId }: Me): Promise<SessionRow[]> {
    return this.db.read((reader) =>
      sessions.select(
        reader,
        brandId,
        { kind: 'operator', subjectId: operatorId, revokedAtMs: 0 },
        { and: ['expires_at_ms > ?', reader.nowMs()], order: 'created_at_ms DESC, id DESC' },
      ),
    );
  }

  endSession(me: Me, sessionId: number): Promise<Result<{ ended: true }, Refusal<'SESSION_UNKNOWN'>>> {
    return this.db.run<Result<{ ended: true }, Refusal<'SESSION_UNKNOWN'>>>(
      'account.endSession',
      async (tx) => {
        if (!(await this.sessions.revokeOne(tx, 'operator', me.operatorId, sessionId)))
          return fail({ code: 'SESSION_UNKNOWN' });
        await this.note(tx, me, 'operator.session_ended', this.publicIds.encode('ses', sessionId));
        return ok({ ended: true });
      },
    );
  }

  /** @returns how many ended */
  endOthers(me: Me): Promise<number> {
    return this.db.run('account.endOthers', async (tx) => {
      const ended = await this.sessions.revokeAll(tx, 'operator', me.operatorId, me.sessionId);
      if (ended > 0) await this.note(tx, me, 'operator.sessions_ended', this.subject(me));
      return ended;
    });
  }

  private guessed<T, R extends Refusal>(
    me: Me,
    judged: () => Promise<Result<T, R>>,
  ): Promise<Result<T, R | Refusal<'RATE_LIMITED'>>> {
    return this.throttle.judge(OWN_GUESSES, String(me.operatorId), judged, 'PASSWORD_WRONG', 'TOTP_WRONG');
  }

  private async hashed<T, R extends Refusal>(
    work: () => Promise<Result<T, R>>,
  ): Promise<Result<T, R | Refusal<'SIGN_IN_BUSY'>>> {
    return (await this.hashing.within(true, work)) ?? fail({ code: 'SIGN_IN_BUSY' });
  }

  private async verify(
    secret: string,
    token: string,
    lastStep: number,
  ): Promise<Result<{ step: number }, Refusal<'TOTP_WRONG'>>> {
    const lastUsedStep = lastStep > 0 ? lastStep : null;
    const verified = await verifyTotp({ secret, token, nowMs: this.db.nowMs(), lastUsedStep });
    return verified.ok ? verified : fail({ code: 'TOTP_WRONG' });
  }

  private async rowOf({ brandId, operatorId: id }: Me): Promise<OperatorRow> {
    return mustBe(await this.db.read((reader) => operators.one(reader, brandId, { id })));
  }

  private async lock(tx: Tx, { brandId, operatorId: id }: Me): Promise<OperatorRow> {
    return mustBe(await operators.one(tx, brandId, { id }, { lock: 'update' }));
  }

  /** What the account is secured by has changed: every other session ends, and it is on record. */
  private async secured(tx: Tx, me: Me, action: string): Promise<void> {
    await this.sessions.revokeAll(tx, 'operator', me.operatorId, me.sessionId);
    await this.note(tx, me, action, this.subject(me));
  }

  private note(tx: Tx, me: Me, action: string, subject: string): Promise<void> {
    return this.audit.record(tx, { brandId: me.brandId, actor: actorOf(me), action, subject, detail: {} });
  }

  private subject({ operatorId }: Me): string {
    return this.publicIds.encode('opr', operatorId);
  }
}

function mustBe(row: OperatorRow | null): OperatorRow {
  if (!row) throw new Error('An operator who was found a moment ago is not there');
  return row;
}
