import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import {
  Input,
  Lists,
  NEWEST_FIRST,
  Serve,
  Who,
  type CustomerPrincipal,
  type InputOf,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { LINE_ORDER, SettlementPages } from './pages.service';
import type { PayoutRow } from './entities';
import { PayoutPages } from './payout-pages.service';
import { PayoutDriver } from './payout-driver';
import { Payouts } from './payouts.service';
import { GuideWallets } from './wallet.service';

const STATEMENTS = 24;

/** A guide's own wallet: nothing here takes a guide's id from the caller. */
@Controller()
export class GuideWalletController {
  constructor(
    private readonly pages: SettlementPages,
    private readonly wallets: GuideWallets,
    private readonly payoutDesk: PayoutPages,
    private readonly payouts: Payouts,
    private readonly driver: PayoutDriver,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.guideWallet)
  wallet(@Who() who: CustomerPrincipal) {
    return this.wallets.wallet(who.brandId, guideIdOf(who));
  }

  @Serve(routes.guideStatements)
  async statements(@Who() who: CustomerPrincipal) {
    const party = await this.pages.party(who.brandId, 'guide', this.partyId(who));
    return { items: party ? await this.pages.ofParty(who.brandId, party, STATEMENTS) : [] };
  }

  @Serve(routes.guideStatementLines)
  async lines(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.guideStatementLines>) {
    const { period } = input.params;
    const address = { period, partyKind: 'guide' as const, partyId: this.partyId(who) };
    return this.lists.answer(routes.guideStatementLines, input, LINE_ORDER, async (page) => {
      const found = await this.pages.find(who.brandId, address);
      if (found.ok) return ok(await this.pages.linesNewestFirst(found.value, page));
      // The wallet shows the month under way also while nothing is in it yet.
      return (await this.pages.isUnderWay(who.brandId, period)) ? ok({ items: [], next: null }) : found;
    });
  }

  @Serve(routes.guidePayouts)
  list(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.guidePayouts>) {
    return this.lists.answer(routes.guidePayouts, input, NEWEST_FIRST, (page) =>
      this.payoutDesk.ofGuide(who.brandId, guideIdOf(who), page),
    );
  }

  @Serve(routes.requestPayout)
  async request(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.requestPayout>) {
    const asked = await this.payouts.request({ brandId: who.brandId, guideId: guideIdOf(who), ...body });
    return asked.ok ? ok(this.payoutDesk.view(asked.value)) : asked;
  }

  @Serve(routes.claimPayout)
  async claim(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.claimPayout>) {
    const row = await this.own(who, params.payoutId);
    return row ? this.payouts.claim(row) : fail({ code: 'PAYOUT_UNKNOWN' as const });
  }

  @Serve(routes.refreshPayout)
  async refresh(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.refreshPayout>) {
    const row = await this.own(who, params.payoutId);
    if (!row) return fail({ code: 'PAYOUT_UNKNOWN' as const });
    return ok(this.payoutDesk.view(row.settledAtMs === 0 ? await this.driver.look(row.id) : row));
  }

  @Serve(routes.cancelPayout)
  async cancel(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.cancelPayout>) {
    const row = await this.own(who, params.payoutId);
    if (!row) return fail({ code: 'PAYOUT_UNKNOWN' as const });
    const cancelled = await this.payouts.cancel(row);
    return cancelled.ok ? ok(this.payoutDesk.view(cancelled.value)) : cancelled;
  }

  private own(who: CustomerPrincipal, payoutId: string): Promise<PayoutRow | null> {
    return this.payouts.ofGuide(who.brandId, guideIdOf(who), this.publicIds.decode('pay', payoutId) ?? 0);
  }

  private partyId(who: CustomerPrincipal): string {
    return this.publicIds.encode('gde', guideIdOf(who));
  }
}

function guideIdOf(who: CustomerPrincipal): number {
  if (!who.guide) throw new Error('A guide route was reached without a guide');
  return who.guide.guideId;
}
