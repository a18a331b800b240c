import type { Access, Route } from '@liuliang/contract';
import type { Env } from '../env';
import { cookieOf, refuseForeign } from './cookies';
import type { Authenticator, Principal } from './principal';
import { refuse, RefusalError } from './refusal';
import type { ServedRequest } from './serve';

/** Whether a principal may use a route with this access; refuses with the code that tells what is missing. */
export function checkAccess(access: Access, who: Principal): void {
  if (access === 'public') return;
  if (who.kind === 'public') refuse('SIGN_IN_REQUIRED');
  switch (access) {
    case 'customer':
      return who.kind === 'customer' ? undefined : refuse('FORBIDDEN');
    case 'member':
      if (who.kind !== 'customer') refuse('FORBIDDEN');
      return who.isMember ? undefined : refuse('MEMBER_REQUIRED');
    case 'guide':
      if (who.kind !== 'customer') refuse('FORBIDDEN');
      return who.guide ? undefined : refuse('GUIDE_REQUIRED');
    case 'open-api':
      return who.kind === 'open-api' ? undefined : refuse('FORBIDDEN');
    case 'operator':
      return who.kind === 'operator' ? undefined : refuse('FORBIDDEN');
    default: {
      if (who.kind !== 'operator') refuse('FORBIDDEN');
      return who.permissions.has(access.slice('operator:'.length)) ? undefined : refuse('FORBIDDEN');
    }
  }
}

/**
 * Who calls a route, if they may.
 * @throws RefusalError with what is missing
 */
export async function callerOf(
  authenticator: Authenticator,
  route: Route,
  request: ServedRequest,
  { TLS }: Pick<Env, 'TLS'>,
): Promise<Principal> {
  if (route.access === 'public') return NOBODY;
  const found =
    route.access === 'open-api'
      ? await authenticator.signature(request)
      : await authenticator.bearer(tokenOf(route.access, request, TLS));
  if (!found.ok) throw new RefusalError(found.error);
  checkAccess(route.access, found.value);
  return found.value;
}

const NOBODY: Principal = { kind: 'public' };

/** What the client says itself, and for operators else what their browser keeps for them. */
function tokenOf(access: Access, request: ServedRequest, tls: boolean): string {
  const { authorization } = request.headers;
  const isOperators = access === 'operator' || access.startsWith('operator:');
  if (authorization !== undefined || !isOperators) return bearerOf(authorization);
  const kept = cookieOf(request, 'access', tls);
  if (kept === null) refuse('SIGN_IN_REQUIRED');
  refuseForeign(request);
  return kept;
}

function bearerOf(header: string | undefined): string {
  const [scheme, token, rest] = (header ?? '').split(' ');
  if (scheme !== 'Bearer' || !token || rest !== undefined || token.length > 4096) refuse('SIGN_IN_REQUIRED');
  return token;
}
