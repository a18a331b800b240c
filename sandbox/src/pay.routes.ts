import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from './faults';
import { payKeys } from './pay-keys';
import { answerHeaders, isSignedByMerchant } from './pay-signature';
import { serve } from './struck';
import { PayRefusal, type Transfer } from './transfers';
import { PATHS, type World } from './world';

type Fields = Record<string, unknown>;

/** Mounts WeChat Pay's transfers to people, signed in both directions (contract C1, C2, C13). */
export function mountPay(app: FastifyInstance, world: World): void {
  const numberOf = (request: FastifyRequest) => (request.params as { billNo: string }).billNo; // The route declares it.
  const mount = (method: 'GET' | 'POST', path: string, decide: (request: FastifyRequest) => Fields) =>
    serve(app, world, method, path, {
      work: (request) => answerOf(world, request, decide),
      send: (answer, reply, fault) => send(world, reply, answer, fault),
      strike,
    });
  mount('POST', PATHS.transfer, (request) =>
    shown(world.transfers.create(orderOf(world, fieldsOf(request))), true),
  );
  mount('GET', PATHS.transferQuery, (request) => shown(world.transfers.find(numberOf(request)), false));
  mount('POST', PATHS.transferCancel, (request) => {
    if (bodyOf(request) !== '') throw new PayRefusal(400, 'PARAM_ERROR', '请求体必须为空');
    const { outBillNo, transferBillNo, state, updatedAtMs } = world.transfers.cancel(numberOf(request));
    return {
      out_bill_no: outBillNo,
      transfer_bill_no: transferBillNo,
      state,
      update_time: new Date(updatedAtMs).toISOString(),
    };
  });
}

interface PayAnswer {
  readonly status: number;
  readonly body: Fields;
}

function answerOf(
  world: World,
  request: FastifyRequest,
  decide: (request: FastifyRequest) => Fields,
): PayAnswer {
  const { method, url } = request;
  const signed = { method, url, body: bodyOf(request), authorization: request.headers.authorization };
  try {
    if (!isSignedByMerchant(payKeys(), signed, world.settings.clock.nowMs())) {
      throw new PayRefusal(401, 'SIGN_ERROR', '签名错误');
    }
    return { status: 200, body: decide(request) };
  } catch (error) {
    // Only refusals are answers; anything else is a fault of the sandbox and becomes a 500.
    if (!(error instanceof PayRefusal)) throw error;
    return { status: error.status, body: { code: error.code, message: error.message } };
  }
}

function send(
  world: World,
  reply: FastifyReply,
  { status, body }: PayAnswer,
  fault: Fault | null,
): FastifyReply {
  const text = JSON.stringify(body);
  const at = { nowMs: world.settings.clock.nowMs(), nonce: world.settings.random(16).toString('hex') };
  return reply
    .code(status)
    .headers(answerHeaders(payKeys(), text, at, fault?.signature))
    .type('application/json')
    .send(text);
}

function strike(fault: Fault, reply: FastifyReply): FastifyReply {
  const code = fault.status === 429 ? 'FREQUENCY_LIMITED' : 'SYSTEM_ERROR';
  return reply
    .code(fault.status ?? 500)
    .type('application/json')
    .send(JSON.stringify({ code, message: code }));
}

/** Reads a transfer order as strictly as the real host does. */
function orderOf(world: World, fields: Fields) {
  const text = (name: string, pattern: RegExp): string => {
    const value = fields[name];
    if (typeof value !== 'string' || !pattern.test(value)) throw new PayRefusal(400, 'PARAM_ERROR', name);
    return value;
  };
  const appid = text('appid', /^\S{1,32}$/);
  const openid = text('openid', /^\S{1,64}$/);
  const order = {
    appid,
    openid,
    outBillNo: text('out_bill_no', /^[A-Za-z0-9]{1,32}$/),
    sceneId: text('transfer_scene_id', /^\d{1,36}$/),
    remark: text('transfer_remark', /^.{1,32}$/u),
    amountFen: typeof fields.transfer_amount === 'number' ? fields.transfer_amount : Number.NaN,
  };
  if (!Number.isInteger(order.amountFen)) throw new PayRefusal(400, 'PARAM_ERROR', 'transfer_amount');
  if (!world.settings.apps.has(appid)) throw new PayRefusal(400, 'APPID_MCHID_NOT_MATCH', 'appid');
  if (!world.people.hasOpenid(appid, openid)) {
    throw new PayRefusal(400, 'INVALID_REQUEST', 'Openid格式错误或者不属于商家公众账号');
  }
  requireReport(fields.transfer_scene_report_infos, order.sceneId);
  return order;
}

/** Scene 1005, commission: which job, and what for. */
function requireReport(infos: unknown, sceneId: string): void {
  const wanted = sceneId === '1005' ? ['岗位类型', '报酬说明'] : ['活动名称', '奖励说明'];
  const given = Array.isArray(infos) ? infos.map((info: { info_type?: unknown }) => info?.info_type) : [];
  if (!wanted.every((name) => given.includes(name))) {
    throw new PayRefusal(400, 'PARAM_ERROR', 'transfer_scene_report_infos');
  }
}

function shown(transfer: Transfer, isNew: boolean): Fields {
  const { outBillNo, transferBillNo, state, failReason, createdAtMs, updatedAtMs } = transfer;
  return {
    out_bill_no: outBillNo,
    transfer_bill_no: transferBillNo,
    create_time: new Date(createdAtMs).toISOString(),
    state,
    ...(failReason === '' ? {} : { fail_reason: failReason }),
    ...(state === 'WAIT_USER_CONFIRM' ? { package_info: transfer.packageInfo } : {}),
    ...(isNew
      ? {}
      : {
          mch_id: payKeys().merchant.mchid,
          transfer_amount: transfer.amountFen,
          openid: transfer.openid,
          update_time: new Date(updatedAtMs).toISOString(),
        }),
  };
}

const bodyOf = (request: FastifyRequest): string => (typeof request.body === 'string' ? request.body : '');

function fieldsOf(request: FastifyRequest): Fields {
  try {
    const parsed: unknown = JSON.parse(bodyOf(request));
    if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Answered below, as the real host does.
  }
  throw new PayRefusal(400, 'PARAM_ERROR', '请求体不是合法的 JSON');
}
