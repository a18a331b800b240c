import type { Result } from '@liuliang/domain';
import type { FastifyRequest } from 'fastify';
import type { Person } from '../areas/parts';
import type { Refusal } from './refusal';

export interface CustomerPrincipal {
  readonly kind: 'customer';
  readonly brandId: number;
  readonly sessionId: number;
  /** As the guard found them: a merge never locks anybody out. Who writes asks again under the lock. */
  readonly person: Person;
  readonly isMember: boolean;
  readonly guide: { readonly guideId: number; readonly storeId: number } | null;
}

export interface OperatorPrincipal {
  readonly kind: 'operator';
  readonly brandId: number;
  readonly sessionId: number;
  readonly operatorId: number;
  readonly permissions: ReadonlySet<string>;
  /** Store ids this operator is limited to; null: the whole brand. */
  readonly storeScope: readonly number[] | null;
}

export interface ConnectorPrincipal {
  readonly kind: 'open-api';
  readonly brandId: number;
  readonly keyId: string;
}

export interface PublicPrincipal {
  readonly kind: 'public';
}

export type Principal = CustomerPrincipal | OperatorPrincipal | ConnectorPrincipal | PublicPrincipal;

type Awaitable<T> = T | Promise<T>;

/** Finds out who is calling. The identity area provides it; the platform only asks. */
export interface Authenticator {
  /** At once for somebody who called a moment ago. */
  bearer(token: string): Awaitable<Result<CustomerPrincipal | OperatorPrincipal, Refusal>>;
  signature(request: FastifyRequest & { rawBody?: Buffer }): Promise<Result<ConnectorPrincipal, Refusal>>;
}

export const AUTHENTICATOR = Symbol('authenticator');
