import { Inject, Injectable } from '@nestjs/common';
import { reminderPurposes, type routes } from '@liuliang/contract';
import { ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { Env } from '../../platform/env';
import type { InputOf, OperatorPrincipal, ReplyFor } from '../../platform/http';
import { ENV } from '../../platform/tokens';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { totalsByTemplate } from './queries';
import { reminderTemplates } from './settings';

type Totals = ReplyFor<typeof routes.reminderTotals>;
type Templates = InputOf<typeof routes.changeReminderTemplates>['body'];

/** Which template of WeChat stands for which purpose, and what members still take of each. */
@Injectable()
export class ReminderTemplatesService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly audit: AuditLog,
    @Inject(ENV) private readonly env: Env,
  ) {}

  totals(brandId: number): Promise<Totals> {
    return this.db.read(async (reader) => {
      const templates = settingsOf(await this.brands.byId(reader, brandId), reminderTemplates);
      return this.counted(reader, brandId, templates);
    });
  }

  async change(who: OperatorPrincipal, templates: Templates): Promise<Result<Totals, never>> {
    const { brandId } = who;
    return this.db.run('reminders.templates', async (tx) => {
      const changed = await this.brands.changeSettings(tx, brandId, reminderTemplates, templates);
      const said = { actor: actorOf(who), action: 'reminders.templates_changed', subject: 'reminders' };
      await this.audit.record(tx, { brandId, ...said, detail: { ...changed } });
      return ok(await this.counted(tx, brandId, changed));
    });
  }

  private async counted(reader: Reader, brandId: number, templates: Templates): Promise<Totals> {
    const byTemplate = await totalsByTemplate(reader, brandId);
    return {
      templates,
      totals: reminderPurposes.map((purpose) => ({
        purpose,
        ...(byTemplate.get(templates[purpose]) ?? { people: 0, left: 0 }),
      })),
      isPushReady: this.env.WECHAT_PUSH_TOKEN !== undefined,
    };
  }
}
