import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import {
  addressOf,
  Input,
  RawRequest,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
  type ServedRequest,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import { OperatorSignIn } from './operator-sign-in.service';
import { OperatorsService, type Operator } from './operators.service';
import { SessionsService } from './sessions.service';

@Controller()
export class IdentityController {
  constructor(
    private readonly db: Database,
    private readonly sessions: SessionsService,
    private readonly operators: OperatorsService,
    private readonly signingIn: OperatorSignIn,
    private readonly brands: BrandsService,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.refreshSession)
  refresh(@Input() { body }: InputOf<typeof routes.refreshSession>) {
    return this.sessions.refresh(body.refreshToken);
  }

  @Serve(routes.signOut)
  async signOut(@Input() { body }: InputOf<typeof routes.signOut>) {
    return { revoked: await this.sessions.revoke(body.refreshToken) };
  }

  @Serve(routes.signInOperator)
  async signIn(
    @RawRequest() request: ServedRequest,
    @Input() { body }: InputOf<typeof routes.signInOperator>,
  ) {
    const signedIn = await this.signingIn.signIn({ ...body, address: addressOf(request) });
    if (!signedIn.ok) return signedIn;
    return ok({ ...signedIn.value.tokens, operator: await this.profile(signedIn.value.operator) });
  }

  @Serve(routes.operatorProfile)
  async me(@Who() who: OperatorPrincipal) {
    const operator = await this.operators.byId(who.operatorId);
    return operator ? ok(await this.profile(operator)) : fail({ code: 'SESSION_REVOKED' as const });
  }

  private async profile(operator: Operator) {
    const { brand, stores } = await this.db.read(async (reader) => ({
      brand: await this.brands.byId(reader, operator.brandId),
      stores: await this.brands.stores(reader, operator.brandId),
    }));
    const codeOf = new Map([...stores].map(([code, store]) => [store.id, code]));
    return {
      operatorId: this.publicIds.encode('opr', operator.id),
      displayName: operator.displayName,
      role: operator.role,
      permissions: [...operator.permissions],
      brand: { code: brand.code, name: brand.name, timeZone: brand.timeZone },
      storeScope: operator.storeScope?.map((id) => codeOf.get(id) ?? '?') ?? null,
      totpEnabled: operator.hasTotp,
    };
  }
}
