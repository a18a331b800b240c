import { Inject, Injectable } from '@nestjs/common';
import { NEVER_MS, openidIn, payoutLifecycle } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { Env } from '../../platform/env';
import { reportOf, sweep } from '../../platform/jobs';
import { ENV } from '../../platform/tokens';
import { Outbox } from '../../platform/outbox';
import { PAYOUTS, type PayoutPort, type Transfer, type TransferAnswer } from '../../wechat';
import { GuideDirectory } from '../brands';
import { MembershipService } from '../members';
import { Holds } from '../ledger';
import { PAYOUT_KEY, PayoutsQueries, type PayoutRow } from './payouts.queries';

const MINUTE_MS = 60_000;
const CLAIM_MS = 24 * 60 * MINUTE_MS;
/** WeChat answers queries 30 days back; behind that `missing` says nothing, and a person has to look. */
const REMEMBERED_MS = 29 * CLAIM_MS;
/** Soon at first, then ever more rarely: a transfer that nobody collects is looked at about a dozen times. */
const LOOK_AFTER_MS = [
  15_000,
  30_000,
  MINUTE_MS,
  3 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  60 * MINUTE_MS,
];
const REMARK = '导购积分提现';
const AT_ONCE = 100;
/** Refusals of a create that no repetition will change, once a query has said that nothing was made. */
const FINAL_REASON = 'REFUSED';
const REASON_MAX = 64;

/**
 * Brings payouts to their end. Nothing is known but what WeChat has answered: before a call the state says that it may
 * have been made, and whatever is not a proven answer leads to a query by the same number. PAYOUT-3: a number is never
 * given up for another one. Running it twice, or in two processes, is harmless: creating is idempotent by the number,
 * and states only move forward under the row's lock.
 */
@Injectable()
export class PayoutDriver {
  constructor(
    private readonly outbox: Outbox,
    private readonly db: Database,
    private readonly queries: PayoutsQueries,
    private readonly holds: Holds,
    private readonly members: MembershipService,
    private readonly guides: GuideDirectory,
    @Inject(PAYOUTS) private readonly port: PayoutPort,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Looks at everything that is due. @returns a line for the page of jobs */
  async lookAtDue(): Promise<string> {
    const looked = await sweep({
      due: async (limit) =>
        this.port.isReady ? this.db.read((reader) => this.queries.due(reader, this.db.nowMs(), limit)) : [],
      keyOf: (id) => id,
      work: async (ids) => {
        for (const id of ids) await this.look(id);
        return ids.length;
      },
      limit: AT_ONCE,
    });
    return reportOf({ 'looked at': looked });
  }

  /** Takes one payout a step further. @returns it as it stands then */
  async look(id: number): Promise<PayoutRow> {
    const before = await this.beginLook(id);
    if (before.row.settledAtMs !== 0) return before.row;
    if (before.wasRequested) return this.send(before.row);
    const answer = await this.port.query(before.row.billNo);
    // Never heard of: the call was lost on its way there. The same number with the same content is safe to send again,
    // as long as WeChat still remembers the numbers of that time.
    const isRemembered = this.db.nowMs() - before.row.requestedAtMs < REMEMBERED_MS;
    if (answer.kind === 'missing' && isRemembered) return this.send(before.row);
    return this.note(id, answer);
  }

  /** Asks WeChat to call it off; a payout that was never sent ends here. */
  async cancel(id: number): Promise<PayoutRow> {
    const unsent = await this.db.run('payouts.cancel', async (tx) => {
      const row = await this.locked(tx, id);
      return row.state === 'requested' ? this.end(tx, row, 'cancel') : null;
    });
    if (unsent) return unsent;
    const { row } = await this.beginLook(id);
    if (row.settledAtMs !== 0) return row;
    await this.port.cancel(row.billNo);
    // The answer of a cancellation is not the end of the transfer: the query is.
    return this.note(id, await this.port.query(row.billNo));
  }

  /** Commits that a call is about to be made, so that a crash behind it is looked into and nothing is taken for unsent. */
  private async beginLook(id: number): Promise<{ row: PayoutRow; wasRequested: boolean }> {
    return this.db.run('payouts.look', async (tx) => {
      const row = await this.locked(tx, id);
      if (row.settledAtMs !== 0) return { row, wasRequested: false };
      const wasRequested = row.state === 'requested';
      const attempts = row.attempts + 1;
      const change = { attempts, nextLookAtMs: this.db.nowMs() + lookAfterMs(attempts) };
      const looked = wasRequested
        ? await this.queries.move(tx, row, 'send', change)
        : await this.queries.set(tx, row, change);
      return { row: looked, wasRequested };
    });
  }

  private async send(row: PayoutRow): Promise<PayoutRow> {
    const openid = await this.openidOf(row);
    if (openid === null) return this.note(row.id, { kind: 'refused', code: 'NO_WECHAT' });
    const answer = await this.port.create({
      billNo: row.billNo,
      openid,
      amountFen: row.amountFen,
      remark: REMARK,
    });
    if (answer.kind !== 'refused') return this.note(row.id, answer);
    // Refused now says nothing of an earlier call of the same number.
    const found = await this.port.query(row.billNo);
    return this.note(row.id, found.kind === 'missing' ? answer : found);
  }

  private async note(id: number, answer: TransferAnswer): Promise<PayoutRow> {
    return this.db.run('payouts.note', async (tx) => {
      const row = await this.locked(tx, id);
      if (row.settledAtMs !== 0) return row;
      if (answer.kind === 'known') return this.noteTransfer(tx, row, answer.transfer);
      if (answer.kind === 'refused' && isDefinite(answer.code))
        return this.end(tx, row, 'fail', { failReason: answer.code.slice(0, REASON_MAX) });
      return this.queries.move(tx, row, 'lose');
    });
  }

  private async noteTransfer(tx: Tx, row: PayoutRow, transfer: Transfer): Promise<PayoutRow> {
    const transferNo = transfer.transferNo.slice(0, 64);
    switch (transfer.state) {
      case 'paid':
        return this.end(tx, row, 'pay', { transferNo });
      case 'failed': {
        const failReason = (transfer.failReason ?? FINAL_REASON).slice(0, REASON_MAX);
        return this.end(tx, row, 'fail', { transferNo, failReason });
      }
      case 'cancelled':
        return this.end(tx, row, 'cancel', { transferNo });
      case 'waiting': {
        const claimPackage = transfer.claimPackage ?? row.claimPackage;
        const claimUntilMs = row.claimUntilMs || this.db.nowMs() + CLAIM_MS;
        const move = claimPackage === '' ? 'work' : 'offer';
        return this.queries.move(tx, row, move, { transferNo, claimPackage, claimUntilMs });
      }
      case 'working':
      case 'cancelling':
        return this.queries.move(tx, row, 'work', { transferNo });
    }
  }

  /** PAYOUT-1: the end of the transfer and of the hold commit together. */
  private async end(
    tx: Tx,
    row: PayoutRow,
    move: 'pay' | 'fail' | 'cancel',
    change: Partial<PayoutRow> = {},
  ): Promise<PayoutRow> {
    const hold = { brandId: row.brandId, key: `${PAYOUT_KEY}${row.id}` };
    const settled =
      move === 'pay'
        ? await this.holds.capture(tx, { ...hold, to: { kind: 'redemption' } })
        : await this.holds.release(tx, { ...hold, reason: `payout ${payoutLifecycle.moves[move].to}` });
    if (!settled.ok) throw new Error(`The hold of a payout could not be settled: ${settled.error.code}`);
    this.outbox.announce(tx, row.brandId, 'payouts.settled.v1', [row.id]);
    const ended = { settledAtMs: this.db.nowMs(), nextLookAtMs: NEVER_MS, claimPackage: '' };
    return this.queries.move(tx, row, move, { ...change, ...ended });
  }

  private async locked(tx: Tx, id: number): Promise<PayoutRow> {
    const row = await this.queries.lock(tx, id);
    if (!row) throw new Error('A payout disappeared');
    return row;
  }

  /** The guide's name in our mini-program; null for a guide who never signed in. It is never logged. */
  private async openidOf(row: PayoutRow): Promise<string | null> {
    return this.db.read(async (reader) => {
      const [guide] = await this.guides.byIds(reader, row.brandId, [row.guideId]);
      if (!guide || guide.customerId === 0) return null;
      const prefix = openidIn(this.env.WECHAT_APPID, '');
      return this.members.openidOf(reader, row.brandId, guide.customerId, prefix);
    });
  }
}

function lookAfterMs(attempts: number): number {
  return LOOK_AFTER_MS[Math.min(attempts, LOOK_AFTER_MS.length) - 1] ?? MINUTE_MS;
}

/** Wrong keys or rights are ours to mend; the payout waits for that instead of failing. */
const isDefinite = (code: string): boolean => !['SIGN_ERROR', 'NO_AUTH', 'NOT_ENOUGH'].includes(code);
