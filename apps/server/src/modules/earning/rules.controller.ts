import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok, type Refusal, type Result } from '@liuliang/domain';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { OperatorsService } from '../identity';
import { RulesService, type VersionDetail, type VersionView } from './rules.service';
import { TrialService } from './trial.service';
import { rulesInWords } from './words';

/** The rule editor: versions, the draft, one order tried. */
@Controller()
export class EarningRulesController {
  constructor(
    private readonly rules: RulesService,
    private readonly trials: TrialService,
    private readonly operators: OperatorsService,
  ) {}

  @Serve(routes.earningVersions)
  async versions(@Who() { brandId }: OperatorPrincipal) {
    const rows = await this.rules.list(brandId);
    return { items: await Promise.all(rows.map((row) => this.shown(row))) };
  }

  @Serve(routes.earningVersion)
  async version(
    @Who() { brandId }: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.earningVersion>,
  ) {
    return this.detail(await this.rules.read(brandId, params.version));
  }

  @Serve(routes.saveEarningDraft)
  async save(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.saveEarningDraft>) {
    return this.detail(await this.rules.saveDraft(who, body));
  }

  @Serve(routes.discardEarningDraft)
  discard(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.discardEarningDraft>) {
    return this.rules.discardDraft(who, query.seenChangedAtMs);
  }

  @Serve(routes.publishEarningDraft)
  async publish(
    @Who() who: OperatorPrincipal,
    @Input() { body }: InputOf<typeof routes.publishEarningDraft>,
  ) {
    return this.detail(await this.rules.publish(who, body.seenChangedAtMs, body.startsAtMs));
  }

  @Serve(routes.tryEarning)
  tryOrder(@Who() { brandId }: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.tryEarning>) {
    return this.trials.tryOrder(brandId, body.of, body.order);
  }

  private async detail<R extends Refusal>(found: Result<VersionDetail, R>) {
    if (!found.ok) return found;
    const { rules, faults, ...view } = found.value;
    const words = faults.length === 0 ? rulesInWords(rules) : [];
    return ok({ ...(await this.shown(view)), rules, faults: faults.map((one) => ({ ...one })), words });
  }

  private async shown({ createdBy, publishedBy, publishedAtMs, ...view }: VersionView) {
    return {
      ...view,
      createdBy: await this.nameOf(createdBy),
      publishedBy: await this.nameOf(publishedBy),
      publishedAtMs: publishedAtMs === 0 ? null : publishedAtMs,
    };
  }

  private async nameOf(operatorId: number): Promise<string | null> {
    return operatorId === 0 ? null : ((await this.operators.byId(operatorId))?.displayName ?? null);
  }
}
