import { cellText } from '../shared/cells';
import { fail, ok, type Result } from '../shared/result';

/** Every kind of identity a customer may be known by (HANDBOOK 2). */
export const IDENTITY_KINDS = [
  'wx_openid',
  'wx_unionid',
  'mobile',
  'wecom_external_userid',
  'tmall_ouid',
  'jd_pin',
  'douyin_openid',
  'pos_card',
  'device',
] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/**
 * Kinds that prove one person: a platform vouches for them. A POS card is lent and typed wrong, a device is shared:
 * each finds its own customer again, but neither says that two customers are one. A mobile counts only once verified.
 */
const STRONG_KINDS: ReadonlySet<IdentityKind> = new Set<IdentityKind>([
  'wx_openid',
  'wx_unionid',
  'mobile',
  'wecom_external_userid',
  'tmall_ouid',
  'jd_pin',
  'douyin_openid',
]);

export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

export const IDENTITY_CHARS_MAX = 128;

export type IdentityRefusal =
  | { readonly code: 'IDENTITY_KIND_UNKNOWN' }
  | { readonly code: 'IDENTITY_INVALID'; readonly reason: IdentityFault };

export type IdentityFault = 'empty' | 'too-long' | 'control-characters' | 'not-a-mobile';

export function isIdentityKind(kind: string): kind is IdentityKind {
  return (IDENTITY_KINDS as readonly string[]).includes(kind);
}

/** Whether an identity of this kind, once verified, may unify two customers. `device` never does. */
export function isStrongIdentity(kind: IdentityKind): boolean {
  return STRONG_KINDS.has(kind);
}

/**
 * The one spelling under which an identity is stored and looked up. Mobiles become E.164; every other value is opaque
 * to us and only trimmed (`cellText`). Refusals in order: unknown kind, empty, too long, control characters, not a mobile.
 * They never repeat the value, because it is personal data.
 */
export function normaliseIdentity(kind: string, value: string): Result<Identity, IdentityRefusal> {
  if (!isIdentityKind(kind)) return fail({ code: 'IDENTITY_KIND_UNKNOWN' });
  const trimmed = cellText(value);
  const fault = faultOf(trimmed);
  if (fault) return invalid(fault);
  if (kind !== 'mobile') return ok({ kind, value: trimmed });
  const mobile = toE164(trimmed);
  return mobile ? ok({ kind, value: mobile }) : invalid('not-a-mobile');
}

/** An openid is only unique inside its app, so the app's id is part of the value. */
export function openidIn(appId: string, openid: string): string {
  return `${appId}:${openid}`;
}

function faultOf(value: string): IdentityFault | null {
  if (value === '') return 'empty';
  if (value.length > IDENTITY_CHARS_MAX) return 'too-long';
  // Invisible characters make two values that look alike, and a lone surrogate does not survive UTF-8.
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(value) ? 'control-characters' : null;
}

/**
 * Chinese numbers may come bare, with 86, 0086 or +86, in full-width digits, with blanks or hyphens between groups;
 * others need their plus sign. Any 11 digits from 13 to 19 pass: operators open new prefixes faster than lists follow,
 * and whether a number exists is proven by a message to it.
 */
function toE164(value: string): string | null {
  const compact = value.normalize('NFKC').replace(/[\s-]/g, '');
  const chinese = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/.exec(compact);
  if (chinese) return `+86${chinese[1]}`;
  return /^\+(?!86)[1-9]\d{6,14}$/.test(compact) ? compact : null;
}

function invalid(reason: IdentityFault): Result<never, IdentityRefusal> {
  return fail({ code: 'IDENTITY_INVALID', reason });
}
