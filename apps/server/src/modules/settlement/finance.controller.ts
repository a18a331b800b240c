import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok, parsePeriod } from '@liuliang/domain';
import type { FastifyReply } from 'fastify';
import {
  BY_ID,
  Input,
  Lists,
  RawReply,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
} from '../../platform/http';
import { LiabilityService } from './liability.service';
import { liabilityCsv } from './liability-csv';
import { PayoutPages } from './payout-pages.service';
import { SettlementRatesService } from './rates.service';

/** What points cost: rates, liability, payouts. */
@Controller()
export class FinanceController {
  constructor(
    private readonly rates: SettlementRatesService,
    private readonly liability: LiabilityService,
    private readonly payouts: PayoutPages,
    private readonly lists: Lists,
  ) {}

  @Serve(routes.settlementRates)
  readRates(@Who() who: OperatorPrincipal) {
    return this.rates.read(who.brandId);
  }

  @Serve(routes.changeSettlementRates)
  changeRates(
    @Who() who: OperatorPrincipal,
    @Input() { body }: InputOf<typeof routes.changeSettlementRates>,
  ) {
    return this.rates.change(who.brandId, who.operatorId, body.seen, body.rates);
  }

  @Serve(routes.liability)
  report(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.liability>) {
    return this.liability.report(who.brandId, parsePeriod(query.from) ?? 0, parsePeriod(query.to) ?? 0);
  }

  @Serve(routes.liabilityCsv)
  async reportCsv(
    @Who() who: OperatorPrincipal,
    @Input() { query }: InputOf<typeof routes.liabilityCsv>,
    @RawReply() reply: FastifyReply,
  ) {
    const report = await this.liability.report(
      who.brandId,
      parsePeriod(query.from) ?? 0,
      parsePeriod(query.to) ?? 0,
    );
    if (!report.ok) return report;
    void reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="liability-${query.from}-${query.to}.csv"`);
    return ok(liabilityCsv(report.value));
  }

  @Serve(routes.payouts)
  allPayouts(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.payouts>) {
    return this.lists.answer(routes.payouts, input, BY_ID, (page) =>
      this.payouts.ofBrand(who.brandId, input.query.state, page),
    );
  }
}
