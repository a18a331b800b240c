import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { BY_ID, Input, Lists, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { HOLD_ORDER, LedgerExplorer, LINE_ORDER, LOT_ORDER } from './explorer.service';

/** The ledger for operators, from account to cause and back. */
@Controller()
export class LedgerExplorerController {
  constructor(
    private readonly explorer: LedgerExplorer,
    private readonly lists: Lists,
  ) {}

  @Serve(routes.ledgerAccounts)
  accounts(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.ledgerAccounts>) {
    return this.lists.answer(routes.ledgerAccounts, input, BY_ID, (page) =>
      this.explorer.accounts(who.brandId, input.query, page),
    );
  }

  @Serve(routes.ledgerAccount)
  account(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.ledgerAccount>) {
    return this.lists.answer(routes.ledgerAccount, input, LINE_ORDER, (page) =>
      this.explorer.account(who.brandId, input.params.accountId, page),
    );
  }

  @Serve(routes.ledgerTransaction)
  transaction(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.ledgerTransaction>) {
    return this.explorer.transaction(who.brandId, params.transactionId);
  }

  @Serve(routes.ledgerLots)
  lots(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.ledgerLots>) {
    return this.lists.answer(routes.ledgerLots, input, LOT_ORDER, (page) =>
      this.explorer.lots(who.brandId, input.query, page),
    );
  }

  @Serve(routes.ledgerLot)
  lot(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.ledgerLot>) {
    return this.explorer.lot(who.brandId, params.lotId);
  }

  @Serve(routes.ledgerHolds)
  holds(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.ledgerHolds>) {
    return this.lists.answer(routes.ledgerHolds, input, HOLD_ORDER, (page) =>
      this.explorer.holds(who.brandId, input.query, page),
    );
  }

  @Serve(routes.ledgerExpiryForecast)
  expiry(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.ledgerExpiryForecast>) {
    return this.explorer.expiryForecast(who.brandId, query.asset);
  }
}
