import { randomBytes } from 'node:crypto';

/** One mini-program account known to the sandbox. */
export interface SandboxApp {
  appid: string;
  secret: string;
  /**
   * Name of the Open Platform account the mini-program is bound to. Bound apps answer with a unionid that is the
   * same for one person in every app of that account; unbound apps (the default) never send one.
   */
  openPlatform?: string;
  /** Subscription message templates: id and the keyword names its data must hold, e.g. `['thing1', 'amount2']`. */
  templates?: { id: string; keywords: string[] }[];
  /** Released pages. When given, a message or a code that leads elsewhere is refused with 41030. */
  pages?: string[];
  /** How many phone codes the account has paid for; endless when left out. */
  phoneQuota?: number;
}

/** Documented ceilings; tests scale them down to reach a refusal with few calls. */
export interface SandboxLimits {
  loginsPerPersonPerMinute: number;
  stableTokensPerMinute: number;
  stableTokensPerDay: number;
  forcedTokensPerDay: number;
  plainTokensPerDay: number;
  sceneCodesPerMinute: number;
}

export const DOCUMENTED_LIMITS: SandboxLimits = {
  loginsPerPersonPerMinute: 100,
  stableTokensPerMinute: 10_000,
  stableTokensPerDay: 500_000,
  forcedTokensPerDay: 20,
  plainTokensPerDay: 2_000,
  sceneCodesPerMinute: 5_000,
};

export interface SandboxClock {
  /** Milliseconds since 1970-01-01 UTC. */
  nowMs(): number;
}

export type SandboxRandom = (size: number) => Buffer;

export interface SandboxOptions {
  apps: SandboxApp[];
  clock?: SandboxClock;
  random?: SandboxRandom;
  limits?: Partial<SandboxLimits>;
  /** Life of an access token in seconds, at most 7200 and above the 300 of the overlap. */
  tokenLifeSeconds?: number;
  /** Browser origins that may call the control surface, e.g. the h5 build's `http://localhost:10086`. */
  controlOrigins?: string[];
}

export interface SandboxSettings {
  apps: Map<string, SandboxApp>;
  clock: SandboxClock;
  random: SandboxRandom;
  limits: SandboxLimits;
  tokenLifeMs: number;
  controlOrigins: ReadonlySet<string>;
}

/** Fills in the defaults and refuses, by throwing, options no real account could have. */
export function settle(options: SandboxOptions): SandboxSettings {
  if (options.apps.length === 0) throw new Error('A sandbox needs at least one app');
  const apps = new Map(options.apps.map((app) => [app.appid, app]));
  if (apps.size !== options.apps.length) throw new Error('Two sandbox apps share an appid');
  const tokenLifeSeconds = options.tokenLifeSeconds ?? 7_200;
  if (tokenLifeSeconds <= 300 || tokenLifeSeconds > 7_200) {
    throw new Error('tokenLifeSeconds must be above 300 and at most 7200');
  }
  return {
    apps,
    clock: options.clock ?? { nowMs: () => Date.now() },
    random: options.random ?? randomBytes,
    limits: { ...DOCUMENTED_LIMITS, ...options.limits },
    tokenLifeMs: tokenLifeSeconds * 1_000,
    controlOrigins: new Set(options.controlOrigins ?? []),
  };
}
