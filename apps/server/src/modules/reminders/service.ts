import { Inject, Injectable } from '@nestjs/common';
import { reminderPurposes, type ReminderPurpose, type routes } from '@liuliang/contract';
import {
  DAY_MS,
  fail,
  NO_GRANTS,
  ok,
  openidIn,
  type GrantFact,
  type Grants,
  type Result,
} from '@liuliang/domain';
import { settingsOf, type Person } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { Env } from '../../platform/env';
import { refuse, type InputOf, type RefusalOf } from '../../platform/http';
import { ENV } from '../../platform/tokens';
import { BrandsService, type Brand } from '../brands';
import { CustomersService } from '../members';
import { reminderGrants, reminderSilences } from './entities';
import { GrantLedger } from './ledger';
import type { PushedFact, PushedFacts } from './push-events';
import { reminderTemplates } from './settings';

export interface RemindersView {
  readonly items: readonly ({ purpose: ReminderPurpose; templateId: string } & Grants)[];
  readonly isSilent: boolean;
}

interface Member {
  readonly brandId: number;
  readonly person: Person;
}

type Answered = InputOf<typeof routes.answerReminders>['body'];

/** A phone tells at once, or when it has found its network again; its clock is the server's but for a little. */
const LATE_MS = 2 * DAY_MS;
const AHEAD_MS = 120_000;

const KINDS = {
  accept: 'accepted',
  acceptWithAudio: 'accepted',
  reject: 'refused',
  ban: 'banned',
  // WeChat did not ask about it, since it asked about another template of the same title.
  filter: null,
} as const satisfies Record<Answered['answers'][number]['answer'], GrantFact['kind'] | null>;

/** What WeChat may still tell people, from what their phones and WeChat itself have told. */
@Injectable()
export class Reminders {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly ledger: GrantLedger,
    @Inject(ENV) private readonly env: Env,
  ) {}

  of({ brandId, person }: Member): Promise<RemindersView> {
    return this.db.read((reader) => this.view(reader, brandId, person));
  }

  /** By purpose, of what the brand has a template for. */
  async view(reader: Reader, brandId: number, { customerId, family }: Person): Promise<RemindersView> {
    const templates = settingsOf(await this.brands.byId(reader, brandId), reminderTemplates);
    const known = await this.ledger.grants(reader, brandId, customerId);
    return {
      items: reminderPurposes
        .map((purpose) => ({ purpose, templateId: templates[purpose] }))
        .filter(({ templateId }) => templateId !== '')
        .map((one) => ({ ...one, ...(known.get(one.templateId) ?? NO_GRANTS) })),
      isSilent: (await reminderSilences.count(reader, brandId, { customerId: family })) > 0,
    };
  }

  /** Order of checks: when it was answered, templates that the brand asks about, the key. */
  async answer(
    { brandId, person: { customerId } }: Member,
    { key, answeredAtMs, answers }: Answered,
  ): Promise<Result<RemindersView, RefusalOf<'answerReminders'>>> {
    const nowMs = this.db.nowMs();
    if (answeredAtMs > nowMs + AHEAD_MS || answeredAtMs < nowMs - LATE_MS)
      refuse('INPUT_INVALID', { faults: [{ field: 'body.answeredAtMs', fault: 'out_of_range' }] });
    const factKey = `phone:${key}`;
    const told = new Map<string, GrantFact>();
    for (const { templateId, answer, isKept } of answers) {
      const kind = KINDS[answer];
      if (kind !== null)
        told.set(templateId, { key: factKey, kind, source: 'phone', atMs: answeredAtMs, isKept });
    }
    return this.db.run(
      'reminders.answer',
      async (tx): Promise<Result<RemindersView, RefusalOf<'answerReminders'>>> => {
        const templates = templatesOf(await this.brands.byId(tx, brandId));
        if (answers.some(({ templateId }) => !templates.has(templateId)))
          return fail({ code: 'REMINDER_UNKNOWN' });
        const person = (await this.customers.lock(tx, { id: brandId }, [customerId])).person(customerId);
        const before = await this.ledger.under(tx, brandId, person, factKey);
        const isOther = before.some((row) => !isSame(row, told.get(row.templateId)));
        if (isOther || (before.length > 0 && before.length !== told.size))
          return fail({ code: 'IDEMPOTENCY_KEY_REUSED' });
        if (before.length === 0)
          for (const [templateId, fact] of told)
            await this.ledger.take(tx, brandId, person, templateId, [fact]);
        return ok(await this.view(tx, brandId, person));
      },
    );
  }

  /** Whether somebody wants to be asked at all. */
  async silence({ brandId, person: { customerId } }: Member, isSilent: boolean): Promise<RemindersView> {
    return this.db.run('reminders.silence', async (tx) => {
      const person = (await this.customers.lock(tx, { id: brandId }, [customerId])).person(customerId);
      const { customerId: keptId, family } = person;
      if (isSilent)
        await reminderSilences.insertNew(tx, { brandId, customerId: keptId, sinceMs: tx.nowMs() });
      else await reminderSilences.remove(tx, brandId, { customerId: family });
      return this.view(tx, brandId, person);
    });
  }

  /** What WeChat told, in every brand of this mini-program that knows the person. Strangers and other templates: nothing. */
  async heard({ openid, facts }: PushedFacts): Promise<void> {
    const identity = { kind: 'wx_openid', value: openidIn(this.env.WECHAT_APPID, openid) } as const;
    for (const brand of await this.brands.all()) {
      const found = await this.db.read((reader) => this.customers.find(reader, brand, identity));
      if (found !== null) await this.db.run('reminders.heard', (tx) => this.heardIn(tx, brand, found, facts));
    }
  }

  private async heardIn(
    tx: Tx,
    brand: Brand,
    customerId: number,
    facts: readonly PushedFact[],
  ): Promise<void> {
    const person = (await this.customers.lock(tx, brand, [customerId])).person(customerId);
    const asked = templatesOf(brand);
    for (const { templateId, fact } of facts) {
      // What was granted under a template that the brand has changed since still counts down.
      const isOurs =
        asked.has(templateId) ||
        (await reminderGrants.count(tx, brand.id, { customerId: person.customerId, templateId })) > 0;
      if (isOurs) await this.ledger.take(tx, brand.id, person, templateId, [fact]);
    }
  }
}

function isSame(row: Pick<GrantFact, 'kind' | 'isKept'>, told: GrantFact | undefined): boolean {
  return told !== undefined && row.kind === told.kind && row.isKept === told.isKept;
}

function templatesOf(brand: Brand): ReadonlySet<string> {
  return new Set(Object.values(settingsOf(brand, reminderTemplates)).filter((id) => id !== ''));
}
