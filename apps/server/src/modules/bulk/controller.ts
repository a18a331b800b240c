import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok, type Result } from '@liuliang/domain';
import {
  BY_ID,
  Input,
  Lists,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
  type Refusal,
} from '../../platform/http';
import type { BulkActRow } from './entities';
import { BulkActs } from './service';
import { BulkViews } from './views';
import { BulkWorker } from './worker';

/** One thing done to many people: prepared, looked at, confirmed, looked after. */
@Controller()
export class BulkController {
  constructor(
    private readonly acts: BulkActs,
    private readonly views: BulkViews,
    private readonly worker: BulkWorker,
    private readonly lists: Lists,
  ) {}

  @Serve(routes.prepareBulk)
  async prepare(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.prepareBulk>) {
    return this.begun(who, await this.acts.prepare(who, body));
  }

  @Serve(routes.bulkActs)
  list(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.bulkActs>) {
    return this.lists.answer(routes.bulkActs, input, BY_ID, async (page) => {
      const { items, next } = await this.acts.list(who, input.query.state, page);
      return { items: await Promise.all(items.map((row) => this.views.act(who, row))), next };
    });
  }

  @Serve(routes.bulkAct)
  async one(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.bulkAct>) {
    return this.shown(who, await this.acts.byId(who, params.actId));
  }

  @Serve(routes.bulkEntries)
  async entries(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.bulkEntries>) {
    return this.lists.answer(routes.bulkEntries, input, BY_ID, async (page) => {
      const found = await this.acts.entries(who, input.params.actId, input.query.state, page);
      return found.ok
        ? ok({ ...found.value, items: await this.views.entries(who, found.value.items) })
        : found;
    });
  }

  @Serve(routes.confirmBulk)
  async confirm(
    @Who() who: OperatorPrincipal,
    @Input() { params, body }: InputOf<typeof routes.confirmBulk>,
  ) {
    return this.begun(who, await this.acts.confirm(who, params.actId, body.people));
  }

  @Serve(routes.approveBulk)
  async approve(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.approveBulk>) {
    return this.begun(who, await this.acts.approve(who, params.actId));
  }

  @Serve(routes.discardBulk)
  async discard(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.discardBulk>) {
    return this.shown(who, await this.acts.discard(who, params.actId));
  }

  @Serve(routes.undoBulk)
  async undo(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.undoBulk>) {
    return this.begun(who, await this.acts.undo(who, params.actId));
  }

  private async begun<R extends Refusal>(who: OperatorPrincipal, answer: Result<BulkActRow, R>) {
    if (answer.ok) await this.worker.hint();
    return this.shown(who, answer);
  }

  private async shown<R extends Refusal>(who: OperatorPrincipal, answer: Result<BulkActRow, R>) {
    return answer.ok ? ok(await this.views.act(who, answer.value)) : answer;
  }
}
