import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Access, Route } from '@liuliang/contract';
import { AUTHENTICATOR, type Authenticator, type Principal } from './principal';
import { refuse, RefusalError } from './refusal';
import { ROUTE, type ServedRequest } from './serve';

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

/** Deny by default: a handler without a route value of the contract is never reached. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(@Inject(AUTHENTICATOR) private readonly authenticator: Authenticator) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = Reflect.getMetadata(ROUTE, context.getHandler()) as Route | undefined;
    if (!route) refuse('FORBIDDEN');
    const request = context.switchToHttp().getRequest<ServedRequest>();
    request.route = route;
    request.principal = await this.principalFor(route, request);
    checkAccess(route.access, request.principal);
    return true;
  }

  private async principalFor(route: Route, request: ServedRequest): Promise<Principal> {
    if (route.access === 'public') return { kind: 'public' };
    const found =
      route.access === 'open-api'
        ? await this.authenticator.signature(request)
        : await this.authenticator.bearer(bearerOf(request.headers.authorization));
    if (!found.ok) throw new RefusalError(found.error);
    return found.value;
  }
}

function bearerOf(header: string | undefined): string {
  const [scheme, token, rest] = (header ?? '').split(' ');
  if (scheme !== 'Bearer' || !token || rest !== undefined || token.length > 4096) refuse('SIGN_IN_REQUIRED');
  return token;
}
