import type { PayoutPort, Transfer, TransferAnswer, TransferOrder } from './payout.port';
import { PayHttp, type PayAccount, type PayReply } from './pay-http';

export interface MerchantTransferOptions {
  readonly account: PayAccount;
  readonly appid: string;
  readonly baseUrl: string;
  readonly nowMs: () => number;
  readonly timeoutMs?: number;
}

const BILLS = '/v3/fund-app/mch-transfer/transfer-bills';
/** Commission and remuneration, with what WeChat wants to know about it. */
const SCENE = '1005';
const SCENE_REPORT = [
  { info_type: '岗位类型', info_content: '门店导购' },
  { info_type: '报酬说明', info_content: '导购积分奖励' },
];
/** The job asks again, so a slow answer costs nothing but its own time. */
const TIMEOUT_MS = 8_000;
const MISSING: ReadonlySet<unknown> = new Set(['NOT_FOUND', 'RESOURCE_NOT_EXISTS', 'ORDER_NOT_EXIST']);

const STATES: Readonly<Record<string, Transfer['state']>> = {
  ACCEPTED: 'working',
  PROCESSING: 'working',
  WAIT_USER_CONFIRM: 'waiting',
  TRANSFERING: 'working',
  SUCCESS: 'paid',
  FAIL: 'failed',
  CANCELING: 'cancelling',
  CANCELLED: 'cancelled',
};

/** WeChat Pay's transfers to people, claimed by them within a day (contract C13). */
export class MerchantTransferClient implements PayoutPort {
  readonly isReady = true;
  readonly #http: PayHttp;
  readonly #mchId: string;
  readonly #appId: string;

  constructor({ account, appid, baseUrl, nowMs, timeoutMs = TIMEOUT_MS }: MerchantTransferOptions) {
    this.#http = new PayHttp({ account, baseUrl, nowMs, timeoutMs });
    this.#mchId = account.mchid;
    this.#appId = appid;
  }

  async create(order: TransferOrder): Promise<TransferAnswer> {
    const body = {
      appid: this.#appId,
      out_bill_no: order.billNo,
      transfer_scene_id: SCENE,
      openid: order.openid,
      transfer_amount: order.amountFen,
      transfer_remark: order.remark,
      transfer_scene_report_infos: SCENE_REPORT,
    };
    return answerOf(await this.#http.call('POST', BILLS, body));
  }

  async query(billNo: string): Promise<TransferAnswer> {
    return answerOf(await this.#http.call('GET', `${BILLS}/out-bill-no/${billNo}`, null));
  }

  async cancel(billNo: string): Promise<TransferAnswer> {
    return answerOf(await this.#http.call('POST', `${BILLS}/out-bill-no/${billNo}/cancel`, null));
  }

  claim(claimPackage: string) {
    return { mchId: this.#mchId, appId: this.#appId, package: claimPackage };
  }
}

function answerOf(reply: PayReply): TransferAnswer {
  if (reply.kind === 'silence') return { kind: 'unknown' };
  const { status, body } = reply;
  if (status === 200) return transferOf(body);
  if (status === 404 && MISSING.has(body['code'])) return { kind: 'missing' };
  // Whatever says "later" or "I do not know" may have happened all the same.
  const isDefinite = status >= 400 && status < 500 && status !== 429 && typeof body['code'] === 'string';
  return isDefinite ? { kind: 'refused', code: body['code'] as string } : { kind: 'unknown' };
}

/** A state that we have never heard of is no knowledge. */
function transferOf(body: Record<string, unknown>): TransferAnswer {
  const state = STATES[String(body['state'])];
  if (!state) return { kind: 'unknown' };
  const text = (name: string): string | null => {
    const value = body[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    kind: 'known',
    transfer: {
      state,
      transferNo: text('transfer_bill_no') ?? '',
      claimPackage: state === 'waiting' ? text('package_info') : null,
      failReason: text('fail_reason'),
    },
  };
}
