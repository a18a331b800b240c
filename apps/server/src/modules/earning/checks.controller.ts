import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { formatDay, ok } from '@liuliang/domain';
import {
  Input,
  Lists,
  NEWEST_FIRST,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
  type ReplyFor,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { OperatorsService } from '../identity';
import { BackTestsService } from './back-tests.service';
import type { BackTestRow } from './back-tests.queries';
import { FlagsService, type FlagView } from './flags.service';
import { EarningVersions } from './versions';

/** What rules would give, what they would have cost, and rewards that look wrong. */
@Controller()
export class EarningChecksController {
  constructor(
    private readonly backTests: BackTestsService,
    private readonly flags: FlagsService,
    private readonly versions: EarningVersions,
    private readonly operators: OperatorsService,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.tryEarning)
  async tryOrder(
    @Who() { brandId }: OperatorPrincipal,
    @Input() { body }: InputOf<typeof routes.tryEarning>,
  ) {
    const tried = await this.versions.document.tryOut(brandId, body.of, body.order);
    return tried.ok ? tried.value : tried;
  }

  @Serve(routes.startBackTest)
  async start(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.startBackTest>) {
    const started = await this.backTests.start(who, body.of, body);
    return started.ok ? ok(this.shown(started.value)) : started;
  }

  @Serve(routes.backTests)
  async latest(@Who() { brandId }: OperatorPrincipal) {
    return { items: (await this.backTests.latest(brandId)).map((row) => this.shown(row)) };
  }

  @Serve(routes.backTest)
  async byId(@Who() { brandId }: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.backTest>) {
    const found = await this.backTests.byId(brandId, this.publicIds.decode('btt', params.backTestId) ?? 0);
    return found.ok ? ok(this.shown(found.value)) : found;
  }

  @Serve(routes.rewardFlags)
  rewardFlags(@Who() { brandId }: OperatorPrincipal, @Input() input: InputOf<typeof routes.rewardFlags>) {
    return this.lists.answer(routes.rewardFlags, input, NEWEST_FIRST, async (page) => {
      const { items, next } = await this.flags.page(brandId, input.query.state, page);
      return { items: await Promise.all(items.map((row) => this.flag(row))), next };
    });
  }

  @Serve(routes.decideRewardFlag)
  async decide(
    @Who() who: OperatorPrincipal,
    @Input() { params, body }: InputOf<typeof routes.decideRewardFlag>,
  ) {
    const flagId = this.publicIds.decode('flg', params.flagId) ?? 0;
    const decided = await this.flags.decide(who, flagId, body.decision);
    return decided.ok ? ok(await this.flag(decided.value)) : decided;
  }

  private shown(row: BackTestRow) {
    return {
      backTestId: this.publicIds.encode('btt', row.id),
      state: row.state,
      ruleVersion: row.ruleVersion === 0 ? null : row.ruleVersion,
      fromDay: formatDay(row.fromDay),
      toDay: formatDay(row.toDay),
      startedAtMs: row.startedAtMs,
      finishedAtMs: row.finishedAtMs === 0 ? null : row.finishedAtMs,
      progress: { ordersDone: row.ordersDone, orders: row.orders },
      result:
        row.result === '' ? null : (JSON.parse(row.result) as ReplyFor<typeof routes.backTest>['result']),
    };
  }

  private async flag(row: FlagView) {
    const operator = row.decidedBy === 0 ? null : await this.operators.byId(row.decidedBy);
    return {
      flagId: this.publicIds.encode('flg', row.id),
      kind: row.kind,
      state: row.state,
      guide: {
        guideId: this.publicIds.encode('gde', row.guideId),
        name: row.guideName,
        code: row.guideCode.toString(),
      },
      orderId: row.orderKey.toString(),
      orderAmountFen: row.amountFen,
      customerId: this.publicIds.encode('cus', row.customerId),
      guidePoints: row.guidePoints,
      notedAtMs: row.notedAtMs,
      decidedBy: operator?.displayName ?? null,
      decidedAtMs: row.decidedAtMs === 0 ? null : row.decidedAtMs,
    };
  }
}
