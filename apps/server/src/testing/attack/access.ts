import type { Access } from '@liuliang/contract';
import type { Caller } from './requests';

/** Who may call what, as docs/architecture/session.md has it. It is spelled out here so that the guard does not judge itself. */
const KINDS: Readonly<Record<string, readonly Caller['kind'][]>> = {
  public: ['nobody', 'customer', 'member', 'guide', 'operator', 'open-api'],
  customer: ['customer', 'member', 'guide'],
  member: ['member', 'guide'],
  guide: ['guide'],
  operator: ['operator'],
  'open-api': ['open-api'],
};

export function allows(access: Access, { kind, may }: Caller): boolean {
  const [kindOf = '', permission] = access.split(':');
  if (permission !== undefined) return kind === 'operator' && may.includes(permission);
  return KINDS[kindOf]?.includes(kind) ?? false;
}

/** What tells a caller that they may not. */
export const KEPT_OUT: readonly string[] = [
  ...[
    'SIGN_IN_REQUIRED',
    'SESSION_EXPIRED',
    'SESSION_REVOKED',
    'FORBIDDEN',
    'MEMBER_REQUIRED',
    'GUIDE_REQUIRED',
  ],
  ...['SIGNATURE_MISSING', 'SIGNATURE_WRONG', 'SIGNATURE_STALE', 'SIGNATURE_REPLAYED'],
];
