import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import { Input, Lists, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BY_SEQUENCE } from '../audit';
import { ConnectorsService, type Connector } from './connectors.service';
import { OperatorAccess, type Account } from './operator-access.service';
import { OperatorProfiles } from './operator-profiles';

/** Who may come in, for those who decide about it: people and machines. */
@Controller()
export class AccessController {
  constructor(
    private readonly access: OperatorAccess,
    private readonly connectors: ConnectorsService,
    private readonly profiles: OperatorProfiles,
    private readonly publicIds: PublicIds,
    private readonly lists: Lists,
  ) {}

  @Serve(routes.operatorAccounts)
  async list(@Who() who: OperatorPrincipal) {
    const accounts = await this.access.list(who.brandId);
    return { items: await this.views(who, accounts) };
  }

  @Serve(routes.dismissOperator)
  async dismiss(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.dismissOperator>) {
    const done = await this.access.dismiss(who, this.idOf(params.operatorId));
    return done.ok ? ok(await this.view(who, done.value)) : done;
  }

  @Serve(routes.reinstateOperator)
  async reinstate(
    @Who() who: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.reinstateOperator>,
  ) {
    const done = await this.access.reinstate(who, this.idOf(params.operatorId));
    return done.ok ? ok(await this.view(who, done.value)) : done;
  }

  @Serve(routes.resetOperatorTotp)
  async resetTotp(
    @Who() who: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.resetOperatorTotp>,
  ) {
    const done = await this.access.resetTotp(who, this.idOf(params.operatorId));
    return done.ok ? ok(await this.view(who, done.value)) : done;
  }

  @Serve(routes.endOperatorSessions)
  async endSessions(
    @Who() who: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.endOperatorSessions>,
  ) {
    const done = await this.access.endSessions(who, this.idOf(params.operatorId));
    return done.ok ? ok(await this.view(who, done.value)) : done;
  }

  @Serve(routes.operatorActions)
  actions(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.operatorActions>) {
    const { operatorId } = input.query;
    // An id that is nobody's finds nothing, like one of another brand.
    const by = operatorId === undefined ? null : this.idOf(operatorId);
    return this.lists.answer(routes.operatorActions, input, BY_SEQUENCE, (page) =>
      this.access.actions(who.brandId, by, page),
    );
  }

  @Serve(routes.connectorKeys)
  async keys(@Who() who: OperatorPrincipal) {
    return { items: (await this.connectors.list(who.brandId)).map((key) => this.keyOf(key)) };
  }

  @Serve(routes.createConnectorKey)
  async create(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.createConnectorKey>) {
    const { secret, ...key } = await this.connectors.create(who.brandId, body.name, who);
    return { key: this.keyOf(key), secret };
  }

  @Serve(routes.rotateConnectorKey)
  async rotate(
    @Who() who: OperatorPrincipal,
    @Input() { params, body }: InputOf<typeof routes.rotateConnectorKey>,
  ) {
    const id = this.publicIds.decode('apk', params.connectorId);
    if (id === null) return fail({ code: 'CONNECTOR_UNKNOWN' as const });
    const rotated = await this.connectors.rotate(who, id, body.overlapHours);
    if (!rotated.ok) return rotated;
    const { secret, ...key } = rotated.value;
    return ok({ key: this.keyOf(key), secret });
  }

  @Serve(routes.revokeConnectorKey)
  async revoke(
    @Who() who: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.revokeConnectorKey>,
  ) {
    const id = this.publicIds.decode('apk', params.connectorId);
    if (id === null) return fail({ code: 'CONNECTOR_UNKNOWN' as const });
    const revoked = await this.connectors.revoke(who, id);
    return revoked.ok ? ok(this.keyOf(revoked.value)) : revoked;
  }

  /** Row 0 is nobody's. */
  private idOf(operatorId: string): number {
    return this.publicIds.decode('opr', operatorId) ?? 0;
  }

  private async view(who: OperatorPrincipal, account: Account) {
    const [view] = await this.views(who, [account]);
    if (!view) throw new Error('Each account has a view');
    return view;
  }

  private async views(who: OperatorPrincipal, accounts: readonly Account[]) {
    const profiles = await this.profiles.ofAll(who.brandId, accounts);
    return profiles.map(({ operatorId, displayName, role, storeScope, totpEnabled }, i) => {
      const { login, signedInAtMs, dismissedAtMs, sessions, id } = accounts[i] as Account;
      return {
        ...{ operatorId, login, displayName, role, storeScope, totpEnabled, sessions },
        signedInAtMs: signedInAtMs || null,
        dismissedAtMs: dismissedAtMs || null,
        isMe: id === who.operatorId,
      };
    });
  }

  private keyOf({ id, keyId, name, createdAtMs, disabledAtMs, formerEndsAtMs }: Connector) {
    return {
      connectorId: this.publicIds.encode('apk', id),
      keyId,
      name,
      createdAtMs: createdAtMs || null,
      revokedAtMs: disabledAtMs || null,
      formerEndsAtMs: formerEndsAtMs || null,
    };
  }
}
