import { Injectable } from '@nestjs/common';
import type { CommonErrorCode, signatureCodes } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { tokenEndMs } from '../../platform/auth/tokens';
import { Database } from '../../platform/db/database';
import {
  Callers,
  type Authenticator,
  type ConnectorPrincipal,
  type CustomerPrincipal,
  type OperatorPrincipal,
  type Refusal,
  type ServedRequest,
} from '../../platform/http';
import { GuideRolesService } from '../guides';
import { ConnectorsService, OperatorsService, SessionsService, type LiveSession } from '../identity';
import { CustomersService } from '../members';

/**
 * Finds out who is calling, from rows read now or at most five seconds ago: a withdrawn role, a merge or an erasure
 * counts from the next request on in this process, and within five seconds in every other (INV-31). The token only says
 * which session to read.
 */
@Injectable()
export class RequestAuthenticator implements Authenticator {
  constructor(
    private readonly db: Database,
    private readonly callers: Callers,
    private readonly sessions: SessionsService,
    private readonly operators: OperatorsService,
    private readonly connectors: ConnectorsService,
    private readonly customers: CustomersService,
    private readonly guides: GuideRolesService,
  ) {}

  async bearer(
    token: string,
  ): Promise<Result<CustomerPrincipal | OperatorPrincipal, Refusal<CommonErrorCode>>> {
    return this.callers.behind(token, async () => {
      const session = await this.sessions.verify(token);
      if (!session.ok) return { found: session, endsAtMs: 0 };
      const { kind } = session.value;
      const found = await (kind === 'operator' ? this.operator(session.value) : this.customer(session.value));
      return { found, endsAtMs: tokenEndMs(token) };
    });
  }

  signature(
    request: ServedRequest,
  ): Promise<Result<ConnectorPrincipal, Refusal<(typeof signatureCodes)[number]>>> {
    return this.connectors.authenticate(request);
  }

  private async operator(session: LiveSession): Promise<Result<OperatorPrincipal, Refusal<CommonErrorCode>>> {
    const operator = await this.operators.byId(session.subjectId);
    if (!operator) return fail({ code: 'SESSION_REVOKED' });
    return ok({
      kind: 'operator',
      brandId: operator.brandId,
      sessionId: session.id,
      operatorId: operator.id,
      permissions: new Set(operator.permissions),
      storeScope: operator.storeScope,
    });
  }

  private async customer(session: LiveSession): Promise<Result<CustomerPrincipal, Refusal<CommonErrorCode>>> {
    const brand = { id: session.brandId };
    return this.db.read(async (reader): Promise<Result<CustomerPrincipal, Refusal<CommonErrorCode>>> => {
      const found = await this.customers.person(reader, brand, session.subjectId);
      if (!found || found.erasedAtMs > 0) return fail({ code: 'SESSION_REVOKED' });
      const { customerId, family, joinedAtMs } = found;
      const isMember = joinedAtMs > 0;
      const guide = isMember ? await this.guides.roleOf(reader, brand.id, family) : null;
      return ok({
        kind: 'customer',
        brandId: brand.id,
        sessionId: session.id,
        person: { customerId, family },
        isMember,
        guide: guide && { guideId: guide.guideId, storeId: guide.storeId },
      });
    });
  }
}
