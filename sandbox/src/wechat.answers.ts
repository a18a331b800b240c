import { timingSafeEqual } from 'node:crypto';
import { WechatAnswer, type Answer } from './answers';
import type { CodeOutcome } from './one-time-codes';
import type { SandboxApp } from './options';
import { openidOf, unionidOf, type Person } from './people';
import { MINUTE_MS } from './rate-meter';
import type { World } from './world';

type Fields = Record<string, unknown>;

/** `GET /sns/jscode2session`: a login code becomes an openid. A success has no errcode, as on the real host. */
export function sessionAnswer(world: World, query: Fields): Answer {
  const app = requireApp(world, query);
  const code = textOf(query, 'js_code');
  if (code === '') throw new WechatAnswer(41008);
  if (textOf(query, 'grant_type') !== 'authorization_code') throw new WechatAnswer(40002);
  const person = requirePerson(world, world.loginCodes.redeem(app.appid, code), 40163);
  if (person.isHighRisk) throw new WechatAnswer(40226);
  const openid = openidOf(app.appid, person.key);
  if (!world.meter.allows(`login|${openid}`, world.settings.limits.loginsPerPersonPerMinute, MINUTE_MS)) {
    throw new WechatAnswer(45011);
  }
  const unionid = unionidOf(app, person);
  return {
    session_key: world.settings.random(16).toString('base64'),
    openid,
    ...(unionid === null ? {} : { unionid }),
  };
}

/** `POST /cgi-bin/stable_token`. */
export function stableTokenAnswer(world: World, body: Fields): Answer {
  const app = requireApp(world, body);
  if (textOf(body, 'grant_type') !== 'client_credential') throw new WechatAnswer(40002);
  return world.tokens.issueStable(app.appid, body.force_refresh === true);
}

/** `GET /cgi-bin/token`: every call replaces the token. */
export function plainTokenAnswer(world: World, query: Fields): Answer {
  const app = requireApp(world, query);
  if (textOf(query, 'grant_type') !== 'client_credential') throw new WechatAnswer(40002);
  return world.tokens.issuePlain(app.appid);
}

/** `POST /wxa/business/getuserphonenumber`: a used and an expired code answer alike, 40029. */
export function phoneAnswer(world: World, query: Fields, body: Fields): Answer {
  const appid = world.tokens.appidOf(textOf(query, 'access_token'));
  const openid = textOf(body, 'openid');
  if (openid !== '' && !world.people.hasOpenid(appid, openid)) throw new WechatAnswer(40003);
  const person = requirePerson(world, world.phoneCodes.redeem(appid, textOf(body, 'code')), 40029);
  if (openid !== '' && openid !== openidOf(appid, person.key)) throw new WechatAnswer(40003);
  if (!person.phone) throw new WechatAnswer(40029);
  const { countryCode, number } = person.phone;
  const timestamp = Math.floor(world.settings.clock.nowMs() / 1_000);
  return {
    errcode: 0,
    errmsg: 'ok',
    phone_info: {
      phoneNumber: countryCode === '86' ? number : `+${countryCode}${number}`,
      purePhoneNumber: number,
      // Documented as text, seen as a number: odd calls get text, even ones a number, so that clients take both.
      countryCode:
        (world.calls.get('/wxa/business/getuserphonenumber') ?? 0) % 2 ? countryCode : Number(countryCode),
      watermark: { timestamp, appid },
    },
  };
}

/** `POST /cgi-bin/message/subscribe/send`: spends one accepted subscription. */
export function subscribeSendAnswer(world: World, query: Fields, body: Fields): Answer {
  const app = world.settings.apps.get(world.tokens.appidOf(textOf(query, 'access_token')));
  if (!app) throw new WechatAnswer(40001);
  const openid = textOf(body, 'touser');
  if (!world.people.hasOpenid(app.appid, openid)) throw new WechatAnswer(40003);
  world.subscriptions.send(app, {
    appid: app.appid,
    openid,
    templateId: textOf(body, 'template_id'),
    page: textOf(body, 'page') || null,
    data: body.data,
    sentAtMs: world.settings.clock.nowMs(),
  });
  const msgid = Number(world.settings.random(6).readUIntBE(0, 6));
  const sent = { TemplateId: textOf(body, 'template_id'), MsgID: String(msgid) };
  world.pushes.get(app.appid)?.push(openid, {
    Event: 'subscribe_msg_sent_event',
    List: [{ ...sent, ErrorCode: '0', ErrorStatus: 'success' }],
  });
  return { errcode: 0, errmsg: 'ok', msgid };
}

function requireApp(world: World, fields: Fields): SandboxApp {
  const appid = textOf(fields, 'appid');
  const secret = textOf(fields, 'secret');
  if (appid === '') throw new WechatAnswer(41002);
  if (secret === '') throw new WechatAnswer(41004);
  const app = world.settings.apps.get(appid);
  if (!app) throw new WechatAnswer(40013);
  const expected = Buffer.from(app.secret);
  const given = Buffer.from(secret);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw new WechatAnswer(40125);
  return app;
}

function requirePerson(world: World, outcome: CodeOutcome, errcodeWhenUsed: number): Person {
  if (outcome.state === 'good') return world.people.get(outcome.personKey);
  throw new WechatAnswer(outcome.state === 'used' ? errcodeWhenUsed : 40029);
}

/** A field as text; anything that is no text counts as missing, also a query name given twice. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}
