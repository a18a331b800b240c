import { WechatAnswer } from './answers';
import { codePicture } from './code-picture';
import { MINUTE_MS } from './rate-meter';
import { textOf } from './wechat.answers';
import type { World } from './world';

type Fields = Record<string, unknown>;

/** Visible characters of the platform's page; no percent sign, so nothing that is encoded for an address. */
const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;
const HOME = 'pages/index/index';
const WIDTH = { least: 280, most: 1_280, usual: 430 } as const;
const VERSIONS = ['release', 'trial', 'develop'];

/** `POST /wxa/getwxacodeunlimit`: the picture itself; refusals alone are JSON. */
export function sceneCodeAnswer(world: World, query: Fields, body: Fields): Buffer {
  const appid = world.tokens.appidOf(textOf(query, 'access_token'));
  const app = world.settings.apps.get(appid);
  if (!app) throw new WechatAnswer(40001);
  const perMinute = world.settings.limits.sceneCodesPerMinute;
  if (!world.meter.allows(`scene|${appid}`, perMinute, MINUTE_MS)) throw new WechatAnswer(45009);
  const scene = textOf(body, 'scene');
  if (!SCENE.test(scene)) throw new WechatAnswer(40129);
  const page = textOf(body, 'page') || HOME;
  const isOfPage = !page.startsWith('/') && !page.includes('?');
  // Unreleased pages pass where the caller says not to look.
  const isReleased = body.check_path === false || (app.pages?.includes(page) ?? true);
  if (!isOfPage || !isReleased) throw new WechatAnswer(41030);
  const envVersion = textOf(body, 'env_version') || 'release';
  const width = body.width ?? WIDTH.usual;
  if (!VERSIONS.includes(envVersion) || typeof width !== 'number') throw new WechatAnswer(47001);
  const widthPx = Math.min(WIDTH.most, Math.max(WIDTH.least, Math.round(width)));
  world.sceneCodes.push({ appid, scene, page, envVersion, widthPx });
  return codePicture(`${page}?scene=${encodeURIComponent(scene)}`, widthPx);
}
