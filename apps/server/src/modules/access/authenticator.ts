import { Injectable } from '@nestjs/common';
import type { CommonErrorCode, signatureCodes } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
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
import { ConnectorsService, OperatorsService, SessionsService } from '../identity';
import { callerBehind, type CallerRow } from './callers.queries';

type Found = Result<CustomerPrincipal | OperatorPrincipal, Refusal<CommonErrorCode>>;

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
  ) {}

  bearer(token: string): Found | Promise<Found> {
    return this.callers.behind(token, async () => {
      const claims = this.sessions.claims(token);
      if (!claims.ok) return { found: claims, endsAtMs: 0 };
      const { sessionId, kind, expiresAtMs } = claims.value;
      const rows = await this.db.read((reader) => callerBehind(reader, sessionId));
      return { found: await this.callerOf(sessionId, kind, rows), endsAtMs: expiresAtMs };
    });
  }

  signature(
    request: ServedRequest,
  ): Promise<Result<ConnectorPrincipal, Refusal<(typeof signatureCodes)[number]>>> {
    return this.connectors.authenticate(request);
  }

  /** A revoked session ends at once, whatever the token says (INV-31). */
  private async callerOf(
    sessionId: number,
    kind: CallerRow['kind'],
    rows: readonly CallerRow[],
  ): Promise<Found> {
    const [first] = rows;
    if (!first || first.kind !== kind) return fail({ code: 'SIGN_IN_REQUIRED' });
    if (first.revokedAtMs > 0) return fail({ code: 'SESSION_REVOKED' });
    return kind === 'operator'
      ? this.operator(sessionId, first.subjectId)
      : customerOf(sessionId, first, rows);
  }

  private async operator(sessionId: number, operatorId: number): Promise<Found> {
    const operator = await this.operators.byId(operatorId);
    if (!operator) return fail({ code: 'SESSION_REVOKED' });
    return ok({
      kind: 'operator',
      brandId: operator.brandId,
      sessionId,
      operatorId: operator.id,
      permissions: new Set(operator.permissions),
      storeScope: operator.storeScope,
    });
  }
}

function customerOf(sessionId: number, first: CallerRow, rows: readonly CallerRow[]): Found {
  const { brandId, customerId, joinedAtMs, erasedAtMs } = first;
  if (customerId === null || joinedAtMs === null || erasedAtMs !== 0)
    return fail({ code: 'SESSION_REVOKED' });
  const aliases = rows.flatMap(({ aliasId }) => aliasId ?? []);
  const isMember = joinedAtMs > 0;
  return ok({
    kind: 'customer',
    brandId,
    sessionId,
    person: { customerId, family: [...new Set([customerId, ...aliases])] },
    isMember,
    guide: isMember ? roleIn(rows) : null,
  });
}

/** The oldest live role of the person, by any id under which their history is filed. */
function roleIn(rows: readonly CallerRow[]): CustomerPrincipal['guide'] {
  const roles = rows.flatMap((row) => [
    { guideId: row.guideId, storeId: row.storeId },
    { guideId: row.aliasGuideId, storeId: row.aliasStoreId },
  ]);
  const live = roles.flatMap(({ guideId, storeId }) =>
    guideId === null || storeId === null ? [] : [{ guideId, storeId }],
  );
  return live.sort((a, b) => a.guideId - b.guideId)[0] ?? null;
}
