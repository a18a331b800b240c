import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import {
  Input,
  Serve,
  Who,
  type CustomerPrincipal,
  type InputOf,
  type OperatorPrincipal,
} from '../../platform/http';
import { CustomersService } from '../members';
import { Reminders } from './service';
import { ReminderTemplatesService } from './templates.service';

/** What WeChat may still tell people: for themselves, and for operators. */
@Controller()
export class RemindersController {
  constructor(
    private readonly db: Database,
    private readonly reminders: Reminders,
    private readonly templates: ReminderTemplatesService,
    private readonly customers: CustomersService,
  ) {}

  @Serve(routes.myReminders)
  mine(@Who() who: CustomerPrincipal) {
    return this.reminders.of(who);
  }

  @Serve(routes.answerReminders)
  answer(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.answerReminders>) {
    return this.reminders.answer(who, body);
  }

  @Serve(routes.silenceReminders)
  silence(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.silenceReminders>) {
    return this.reminders.silence(who, body.isSilent);
  }

  @Serve(routes.reminderTotals)
  totals(@Who() who: OperatorPrincipal) {
    return this.templates.totals(who.brandId);
  }

  @Serve(routes.changeReminderTemplates)
  change(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.changeReminderTemplates>) {
    return this.templates.change(who, body);
  }

  @Serve(routes.customerReminders)
  ofCustomer(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.customerReminders>) {
    return this.db.read(async (reader) => {
      const person = await this.customers.visible(reader, who, params.customerId);
      if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' as const });
      return ok(await this.reminders.view(reader, who.brandId, person));
    });
  }
}
