import { createHash } from 'node:crypto';
import { ControlError } from './control-error';
import type { SandboxApp } from './options';

export interface SandboxPhone {
  /** Digits without plus, e.g. `86`. */
  countryCode: string;
  /** National number, digits only. */
  number: string;
}

/** What a caller may say of a person. A string phone is a mainland number, with or without `+86`. */
export interface PersonInput {
  key: string;
  name?: string;
  phone?: string | SandboxPhone | null;
  /** Replaces the derived unionid; only bound apps ever send it. */
  unionid?: string;
  /** True makes every login of this person end in 40226. */
  isHighRisk?: boolean;
}

export interface Person {
  key: string;
  name: string;
  phone: SandboxPhone | null;
  unionid: string | null;
  isHighRisk: boolean;
}

// A demo brand seeds a few thousand people; the ceiling only keeps a runaway test from eating the machine.
const PEOPLE_MAX = 200_000;
const KEY_SHAPE = /^[A-Za-z0-9_.-]{1,64}$/;

/** The people who "have WeChat" in one sandbox. */
export class People {
  private readonly byKey = new Map<string, Person>();
  private readonly openids = new Set<string>();

  constructor(private readonly appids: string[]) {}

  /** Adds a person, or changes the given fields of a known one, so that a demo may be started twice. */
  put(input: PersonInput): Person {
    if (typeof input.key !== 'string' || !KEY_SHAPE.test(input.key))
      throw new ControlError('PERSON_KEY_INVALID', 400);
    const known = this.byKey.get(input.key);
    if (!known && this.byKey.size >= PEOPLE_MAX) throw new ControlError('TOO_MANY_PEOPLE', 409);
    const person: Person = {
      key: input.key,
      name: input.name ?? known?.name ?? input.key,
      phone: input.phone === undefined ? (known?.phone ?? null) : readPhone(input.phone),
      unionid: input.unionid ?? known?.unionid ?? null,
      isHighRisk: input.isHighRisk ?? known?.isHighRisk ?? false,
    };
    this.byKey.set(person.key, person);
    for (const appid of this.appids) this.openids.add(openidOf(appid, person.key));
    return person;
  }

  get(key: string): Person {
    const person = this.byKey.get(key);
    if (!person) throw new ControlError('PERSON_UNKNOWN', 404);
    return person;
  }

  all(): Person[] {
    return [...this.byKey.values()];
  }

  /** True when somebody here owns this openid; an openid belongs to one app, so no other app's passes. */
  hasOpenid(appid: string, openid: string): boolean {
    return this.openids.has(openid) && openid.startsWith(openidPrefixOf(appid));
  }
}

/** 28 characters shaped like real ones: `o`, five that all openids of one app share, 22 of the person. */
export function openidOf(appid: string, personKey: string): string {
  return `${openidPrefixOf(appid)}${digest(`person|${appid}|${personKey}`).slice(0, 22)}`;
}

function openidPrefixOf(appid: string): string {
  return `o${digest(`app|${appid}`).slice(0, 5)}`;
}

/** The person's unionid as this app sees it, or null when the app is not bound to an Open Platform account. */
export function unionidOf(app: SandboxApp, person: Person): string | null {
  if (!app.openPlatform) return null;
  return person.unionid ?? `o${digest(`union|${app.openPlatform}|${person.key}`).slice(0, 27)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function readPhone(phone: string | SandboxPhone | null): SandboxPhone | null {
  if (phone === null) return null;
  const parts =
    typeof phone === 'string' ? { countryCode: '86', number: phone.replace(/^\+86/, '') } : { ...phone };
  const isMainland = parts.countryCode === '86';
  const isValid = isMainland
    ? /^1\d{10}$/.test(parts.number)
    : /^[1-9]\d{0,2}$/.test(parts.countryCode) && /^\d{5,12}$/.test(parts.number);
  if (!isValid) throw new ControlError('PHONE_INVALID', 400);
  return { countryCode: parts.countryCode, number: parts.number };
}
