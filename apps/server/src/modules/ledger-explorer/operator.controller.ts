import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { LedgerExplorer } from './explorer.service';

/** The ledger for operators, from account to cause and back. */
@Controller()
export class LedgerExplorerController {
  constructor(private readonly explorer: LedgerExplorer) {}

  @Serve(routes.ledgerAccounts)
  accounts(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.ledgerAccounts>) {
    return this.explorer.accounts(who.brandId, query);
  }

  @Serve(routes.ledgerAccount)
  account(@Who() who: OperatorPrincipal, @Input() { params, query }: InputOf<typeof routes.ledgerAccount>) {
    return this.explorer.account(who.brandId, params.accountId, query);
  }

  @Serve(routes.ledgerTransaction)
  transaction(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.ledgerTransaction>) {
    return this.explorer.transaction(who.brandId, params.transactionId);
  }

  @Serve(routes.ledgerLots)
  lots(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.ledgerLots>) {
    return this.explorer.lots(who.brandId, query);
  }

  @Serve(routes.ledgerLot)
  lot(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.ledgerLot>) {
    return this.explorer.lot(who.brandId, params.lotId);
  }

  @Serve(routes.ledgerHolds)
  holds(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.ledgerHolds>) {
    return this.explorer.holds(who.brandId, query);
  }

  @Serve(routes.ledgerExpiryForecast)
  expiry(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.ledgerExpiryForecast>) {
    return this.explorer.expiryForecast(who.brandId, query.asset);
  }
}
