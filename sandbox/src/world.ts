import { AccessTokens } from './access-tokens';
import { Faults } from './faults';
import { OneTimeCodes } from './one-time-codes';
import type { SandboxSettings } from './options';
import { People } from './people';
import { Pushes } from './pushes';
import { RateMeter } from './rate-meter';
import type { SceneCode } from './code-picture';
import { Subscriptions } from './subscriptions';
import { Transfers } from './transfers';

/** Paths of the WeChat side, spelt as the platform spells them. */
export const PATHS = {
  session: '/sns/jscode2session',
  stableToken: '/cgi-bin/stable_token',
  plainToken: '/cgi-bin/token',
  phone: '/wxa/business/getuserphonenumber',
  subscribeSend: '/cgi-bin/message/subscribe/send',
  sceneCode: '/wxa/getwxacodeunlimit',
  transfer: '/v3/fund-app/mch-transfer/transfer-bills',
  transferQuery: '/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/:billNo',
  transferCancel: '/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/:billNo/cancel',
} as const;

/** Everything one sandbox remembers. Two sandboxes in one process share nothing. */
export interface World {
  settings: SandboxSettings;
  people: People;
  loginCodes: OneTimeCodes;
  phoneCodes: OneTimeCodes;
  tokens: AccessTokens;
  meter: RateMeter;
  subscriptions: Subscriptions;
  /** Codes that were drawn, in their order. */
  sceneCodes: SceneCode[];
  /** By appid. */
  pushes: Map<string, Pushes>;
  transfers: Transfers;
  faults: Faults;
  /** Calls that reached each WeChat path, faults included. */
  calls: Map<string, number>;
  phoneQuotaLeft: Map<string, number>;
}

export function createWorld(settings: SandboxSettings): World {
  const { clock, random, apps } = settings;
  const meter = new RateMeter(clock);
  const quotas = [...apps.values()].map((app) => [app.appid, app.phoneQuota ?? Infinity] as const);
  return {
    settings,
    people: new People([...apps.keys()]),
    loginCodes: new OneTimeCodes(clock, () => `0${random(24).toString('base64url').slice(0, 31)}`),
    phoneCodes: new OneTimeCodes(clock, () => random(32).toString('hex')),
    tokens: new AccessTokens(settings, meter),
    meter,
    subscriptions: new Subscriptions(),
    sceneCodes: [],
    pushes: new Map([...apps.keys()].map((appid) => [appid, new Pushes(appid, clock, random)])),
    transfers: new Transfers(() => clock.nowMs(), random),
    faults: new Faults(new Set(Object.values(PATHS))),
    calls: new Map(),
    phoneQuotaLeft: new Map(quotas),
  };
}
