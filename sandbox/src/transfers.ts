import { ControlError } from './control-error';

export type TransferState =
  | 'ACCEPTED'
  | 'PROCESSING'
  | 'WAIT_USER_CONFIRM'
  | 'TRANSFERING'
  | 'SUCCESS'
  | 'FAIL'
  | 'CANCELING'
  | 'CANCELLED';

/** A transfer to a person, as WeChat keeps it. */
export interface Transfer {
  outBillNo: string;
  transferBillNo: string;
  appid: string;
  openid: string;
  sceneId: string;
  amountFen: number;
  remark: string;
  state: TransferState;
  failReason: string;
  packageInfo: string;
  createdAtMs: number;
  updatedAtMs: number;
}

export class PayRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const DAY_MS = 24 * 60 * 60_000;
/** WeChat ends a transfer that nobody collected a little late. */
const LATE_MS = 10 * 60_000;
/** 0.3 CNY and 20,000 CNY: what the scene of this merchant allows in one transfer. */
const MIN_FEN = 30;
const MAX_FEN = 2_000_000;
const FINAL: ReadonlySet<TransferState> = new Set(['SUCCESS', 'FAIL', 'CANCELLED']);

type TransferOrder = Omit<
  Transfer,
  'transferBillNo' | 'state' | 'failReason' | 'packageInfo' | 'createdAtMs' | 'updatedAtMs'
>;

/** Transfers to people: collected by the person within 24 hours, or the money returns (contract C13). */
export class Transfers {
  private readonly byBillNo = new Map<string, Transfer>();
  /** What people have received, in all. */
  private readonly paidFen = new Map<string, number>();
  /** The state in which the next transfers start. */
  startsAs: TransferState = 'WAIT_USER_CONFIRM';

  constructor(
    private readonly nowMs: () => number,
    private readonly random: (size: number) => Buffer,
  ) {}

  /** The same number with the same content is one transfer, however often it is asked for. */
  create(order: TransferOrder): Transfer {
    const known = this.byBillNo.get(order.outBillNo);
    if (known) {
      const isSame = (Object.keys(order) as (keyof TransferOrder)[]).every(
        (name) => known[name] === order[name],
      );
      if (!isSame) throw new PayRefusal(400, 'INVALID_REQUEST', '商户单号重复，但参数不一致');
      return this.look(known);
    }
    if (order.amountFen < MIN_FEN || order.amountFen > MAX_FEN) {
      throw new PayRefusal(400, 'INVALID_REQUEST', '超过单笔转账上下限');
    }
    const transfer: Transfer = {
      ...order,
      transferBillNo: `1330000${this.random(8).toString('hex')}`,
      state: this.startsAs,
      failReason: '',
      packageInfo: `pkg${this.random(24).toString('base64url')}`,
      createdAtMs: this.nowMs(),
      updatedAtMs: this.nowMs(),
    };
    this.byBillNo.set(transfer.outBillNo, transfer);
    return transfer;
  }

  find(outBillNo: string): Transfer {
    const transfer = this.byBillNo.get(outBillNo);
    if (!transfer) throw new PayRefusal(404, 'NOT_FOUND', '记录不存在');
    return this.look(transfer);
  }

  cancel(outBillNo: string): Transfer {
    const transfer = this.find(outBillNo);
    if (transfer.state === 'CANCELLED' || transfer.state === 'CANCELING') return transfer;
    if (FINAL.has(transfer.state) || transfer.state === 'TRANSFERING') {
      throw new PayRefusal(400, 'INVALID_REQUEST', '当前单据状态不允许撤销');
    }
    return this.set(transfer, 'CANCELLED');
  }

  /** The person taps "collect". */
  collect(outBillNo: string): Transfer {
    const transfer = this.mustFind(outBillNo);
    if (transfer.state !== 'WAIT_USER_CONFIRM') throw new ControlError('TRANSFER_NOT_WAITING', 409);
    return this.set(transfer, 'SUCCESS');
  }

  /** What happens inside WeChat: a transfer is worked on, fails, waits. */
  advance(outBillNo: string, state: TransferState, failReason = ''): Transfer {
    const transfer = this.mustFind(outBillNo);
    if (FINAL.has(transfer.state)) throw new ControlError('TRANSFER_FINAL', 409);
    return this.set(transfer, state, failReason);
  }

  all(): Transfer[] {
    return [...this.byBillNo.values()].map((transfer) => ({ ...this.look(transfer) }));
  }

  receivedFen(openid: string): number {
    return this.paidFen.get(openid) ?? 0;
  }

  private mustFind(outBillNo: string): Transfer {
    const transfer = this.byBillNo.get(outBillNo);
    if (!transfer) throw new ControlError('TRANSFER_UNKNOWN', 404);
    return this.look(transfer);
  }

  /** As it is now: what nobody collected within a day has failed. */
  private look(transfer: Transfer): Transfer {
    const isOver = this.nowMs() >= transfer.createdAtMs + DAY_MS + LATE_MS;
    const isWaiting = transfer.state === 'WAIT_USER_CONFIRM';
    return isOver && isWaiting ? this.set(transfer, 'FAIL', 'OVERDUE_CLOSE') : transfer;
  }

  private set(transfer: Transfer, state: TransferState, failReason = ''): Transfer {
    if (state === 'SUCCESS') {
      this.paidFen.set(transfer.openid, this.receivedFen(transfer.openid) + transfer.amountFen);
    }
    return Object.assign(transfer, { state, failReason, updatedAtMs: this.nowMs() });
  }
}
