import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { appendTo, fail, ok, parsePeriod, type Result } from '@liuliang/domain';
import type { FastifyReply } from 'fastify';
import {
  Input,
  Lists,
  RawReply,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
  type RefusalOf,
} from '../../platform/http';
import { Closing } from './closing.service';
import { linesCsv } from './csv';
import { LINE_ORDER, PARTY_ORDER, SettlementPages, type StatementAddress } from './pages.service';
import { Payments } from './payment.service';
import { PRINTED_LINES_MAX, printPage } from './print';
import type { LineView, StatementView } from './views';

/** Reading, closing and paying statements. */
@Controller()
export class SettlementController {
  constructor(
    private readonly pages: SettlementPages,
    private readonly closing: Closing,
    private readonly payments: Payments,
    private readonly lists: Lists,
  ) {}

  @Serve(routes.settlementPeriods)
  periods(@Who() who: OperatorPrincipal) {
    return this.pages.periods(who.brandId);
  }

  @Serve(routes.settlementStatements)
  list(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.settlementStatements>) {
    return this.lists.answer(routes.settlementStatements, input, PARTY_ORDER, (page) =>
      this.pages.list(who.brandId, input.query, page),
    );
  }

  @Serve(routes.settlementTotals)
  totals(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.settlementTotals>) {
    return this.pages.totals(who.brandId, query);
  }

  @Serve(routes.settlementStatement)
  statement(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.settlementStatement>) {
    return this.pages.statement(who.brandId, params);
  }

  @Serve(routes.settlementLines)
  async lines(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.settlementLines>) {
    return this.lists.answer(routes.settlementLines, input, LINE_ORDER, async (page) => {
      const found = await this.pages.find(who.brandId, input.params);
      return found.ok ? ok(await this.pages.lines(found.value, page)) : found;
    });
  }

  @Serve(routes.settlementCsv)
  async csv(
    @Who() who: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.settlementCsv>,
    @RawReply() reply: FastifyReply,
  ) {
    const found = await this.pages.find(who.brandId, params);
    if (!found.ok) return found;
    void reply.type('text/csv; charset=utf-8').header('content-disposition', attachment(params, 'csv'));
    return ok(linesCsv(this.pages.allLines(found.value), found.value.brand.timeZone));
  }

  @Serve(routes.settlementPrint)
  async print(
    @Who() who: OperatorPrincipal,
    @Input() { params, query }: InputOf<typeof routes.settlementPrint>,
    @RawReply() reply: FastifyReply,
  ) {
    const found = await this.pages.find(who.brandId, params);
    if (!found.ok) return found;
    const lines: LineView[] = [];
    for await (const piece of this.pages.allLines(found.value)) {
      appendTo(lines, piece.slice(0, PRINTED_LINES_MAX - lines.length));
      if (lines.length >= PRINTED_LINES_MAX) break;
    }
    void reply.type('text/html; charset=utf-8').header('content-disposition', attachment(params, 'html'));
    return ok(printPage(await this.pages.view(found.value), lines, found.value.brand, query.language));
  }

  @Serve(routes.closeSettlement)
  async close(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.closeSettlement>) {
    const { party: named } = body;
    const party = named && (await this.pages.party(who.brandId, named.kind, named.id));
    if (named && !party) return fail({ code: 'STATEMENT_UNKNOWN' as const });
    return this.closing.close(who.brandId, who.operatorId, parsePeriod(body.period) ?? 0, party);
  }

  @Serve(routes.settlementPayment)
  async payment(
    @Who() who: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.settlementPayment>,
  ) {
    const party = await this.pages.party(who.brandId, params.partyKind, params.partyId);
    if (!party) return fail({ code: 'STATEMENT_UNKNOWN' as const });
    return this.payments.outlook(who.brandId, party, parsePeriod(params.period) ?? 0);
  }

  @Serve(routes.paySettlement)
  async pay(
    @Who() who: OperatorPrincipal,
    @Input() { params, body }: InputOf<typeof routes.paySettlement>,
  ): Promise<Result<StatementView, RefusalOf<'paySettlement'>>> {
    const party = await this.pages.party(who.brandId, params.partyKind, params.partyId);
    if (!party) return fail({ code: 'STATEMENT_UNKNOWN' });
    const { reference, payableFen } = body;
    const period = parsePeriod(params.period) ?? 0;
    const paid = await this.payments.pay(who.brandId, who.operatorId, party, {
      period,
      reference,
      payableFen,
    });
    return paid.ok ? this.pages.statement(who.brandId, params) : paid;
  }
}

/** Codes of stores are anything printable; a header takes less. */
function attachment({ period, partyKind, partyId }: StatementAddress, ending: string): string {
  const name = `${period}-${partyKind}-${partyId.replace(/[^A-Za-z0-9_-]/g, '_')}`;
  return `attachment; filename="${name}.${ending}"`;
}
