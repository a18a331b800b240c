import { Inject, Injectable } from '@nestjs/common';
import {
  isFinalRefusal,
  isPayoutRemembered,
  NEVER_MS,
  payoutLifecycle,
  payoutLookAfterMs,
  payoutReason,
  payoutStep,
} from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { reportOf, sweep } from '../../platform/jobs';
import { Outbox } from '../../platform/outbox';
import { PAYOUTS, type PayoutPort, type TransferAnswer } from '../../wechat';
import { Holds } from '../ledger';
import { payouts, type PayoutRow } from './entities';
import { GuideOpenids } from './openids.service';
import { changePayout, duePayouts, movePayout } from './payouts.queries';
import { PAYOUT_KEY } from './postings';

const REMARK = '导购积分提现';
const AT_ONCE = 100;

/**
 * Brings payouts to their end. Nothing is known but what WeChat has answered: before a call the state says that it may
 * have been made, and whatever is not a proven answer leads to a query by the same number. PAYOUT-3: a number is never
 * given up for another one. Running it twice, or in two processes, is harmless: creating is idempotent by the number,
 * and states only move forward under the row's lock.
 */
@Injectable()
export class PayoutDriver {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly holds: Holds,
    private readonly openids: GuideOpenids,
    @Inject(PAYOUTS) private readonly port: PayoutPort,
  ) {}

  /** Looks at everything that is due. @returns a line for the page of jobs */
  async lookAtDue(): Promise<string> {
    const looked = await sweep({
      due: async (limit) =>
        this.port.isReady ? this.db.read((reader) => duePayouts(reader, this.db.nowMs(), limit)) : [],
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
    const isRemembered = isPayoutRemembered(before.row.requestedAtMs, this.db.nowMs());
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
      const change = { attempts, nextLookAtMs: this.db.nowMs() + payoutLookAfterMs(attempts) };
      const looked = wasRequested
        ? await movePayout(tx, row, 'send', change)
        : await changePayout(tx, row, change);
      return { row: looked, wasRequested };
    });
  }

  private async send(row: PayoutRow): Promise<PayoutRow> {
    const openid = await this.db.read((reader) => this.openids.of(reader, row.brandId, row.guideId));
    if (openid === null) return this.note(row.id, { kind: 'refused', code: 'NO_WECHAT' });
    const { billNo, amountFen } = row;
    const answer = await this.port.create({ billNo, openid, amountFen, remark: REMARK });
    if (answer.kind !== 'refused') return this.note(row.id, answer);
    // Refused now says nothing of an earlier call of the same number.
    const found = await this.port.query(billNo);
    return this.note(row.id, found.kind === 'missing' ? answer : found);
  }

  private async note(id: number, answer: TransferAnswer): Promise<PayoutRow> {
    return this.db.run('payouts.note', async (tx) => {
      const row = await this.locked(tx, id);
      if (row.settledAtMs !== 0) return row;
      if (answer.kind === 'known') {
        const step = payoutStep(answer.transfer, row, this.db.nowMs());
        if (step.end) return this.end(tx, row, step.end, step.change);
        return movePayout(tx, row, step.move, step.change);
      }
      if (answer.kind === 'refused' && isFinalRefusal(answer.code))
        return this.end(tx, row, 'fail', { failReason: payoutReason(answer.code) });
      return movePayout(tx, row, 'lose');
    });
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
    return movePayout(tx, row, move, { ...change, ...ended });
  }

  private async locked(tx: Tx, id: number): Promise<PayoutRow> {
    const all = payouts.acrossBrands('the driver takes payouts by the ids that are due');
    const row = await all.one(tx, { id }, { lock: 'update' });
    if (!row) throw new Error('A payout disappeared');
    return row;
  }
}
