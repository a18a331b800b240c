import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type InputOf, type ConnectorPrincipal } from '../../platform/http';
import { checkIdentity } from '../members';
import { OrderPointsQuotes } from './quotes.service';
import { OrderPointsReturns } from './returns.service';
import { OrderPoints } from './service';

/** Points in orders of tills and shops, through the signed door. */
@Controller()
export class OrderPointsController {
  constructor(
    private readonly quotes: OrderPointsQuotes,
    private readonly orderPoints: OrderPoints,
    private readonly returns: OrderPointsReturns,
  ) {}

  @Serve(routes.quoteOrderPoints)
  async quote(@Who() who: ConnectorPrincipal, @Input() { body }: InputOf<typeof routes.quoteOrderPoints>) {
    const identity = checkIdentity(body.identity.kind, body.identity.value);
    return identity.ok ? this.quotes.quote(who.brandId, identity.value, body.orderFen) : identity;
  }

  @Serve(routes.holdOrderPoints)
  async hold(@Who() who: ConnectorPrincipal, @Input() { body }: InputOf<typeof routes.holdOrderPoints>) {
    const identity = checkIdentity(body.identity.kind, body.identity.value);
    return identity.ok ? this.orderPoints.hold(who.brandId, { ...body, identity: identity.value }) : identity;
  }

  @Serve(routes.orderPointsHold)
  find(@Who() who: ConnectorPrincipal, @Input() { params }: InputOf<typeof routes.orderPointsHold>) {
    return this.orderPoints.find(who.brandId, params.key);
  }

  @Serve(routes.captureOrderPoints)
  capture(@Who() who: ConnectorPrincipal, @Input() input: InputOf<typeof routes.captureOrderPoints>) {
    return this.orderPoints.capture(who.brandId, input.params.key, input.body.points);
  }

  @Serve(routes.releaseOrderPoints)
  release(@Who() who: ConnectorPrincipal, @Input() { params }: InputOf<typeof routes.releaseOrderPoints>) {
    return this.orderPoints.release(who.brandId, params.key);
  }

  @Serve(routes.restoreOrderPoints)
  restore(@Who() who: ConnectorPrincipal, @Input() input: InputOf<typeof routes.restoreOrderPoints>) {
    return this.returns.restore(who.brandId, input.params.key, input.body);
  }
}
