import { appendTo, formatPeriod } from '@liuliang/domain';
import { Closing, SettlementPages, yuan, type PartyPlace } from '../modules/settlement';
import { CommandError, type Command, type CommandContext } from './command';
import { monthOption } from './liability';
import { tableLines } from './table';

export const settle: Command = {
  name: 'settle',
  usage:
    'settle list [--month MONTH] | close --month MONTH --confirm CLOSE   what stores and guides are owed',
  async run(context) {
    switch (context.words[0]) {
      case 'list':
        return context.options['month'] === undefined ? periods(context) : statements(context);
      case 'close':
        return close(context);
      default:
        throw new CommandError('INPUT_INVALID', 'Say list or close');
    }
  },
};

async function periods({ app, brand, answer }: CommandContext): Promise<number> {
  const { items } = await app.get(SettlementPages, { strict: false }).periods((await brand()).id);
  const rows = items.map((one) => [
    one.period,
    one.state,
    one.drafts,
    one.closed,
    one.paid,
    yuan(one.payableFen),
    yuan(one.paidFen),
  ]);
  answer({ items }, tableLines(['month', 'state', 'drafts', 'closed', 'paid', 'payable', 'paid out'], rows));
  return 0;
}

async function statements(context: CommandContext): Promise<number> {
  const desk = context.app.get(SettlementPages, { strict: false });
  const { id } = await context.brand();
  const period = formatPeriod(monthOption(context, 'month'));
  const items: Awaited<ReturnType<SettlementPages['list']>>['items'][number][] = [];
  let after: PartyPlace | null = null;
  do {
    const page = await desk.list(id, { period }, { after, limit: 100 });
    appendTo(items, page.items);
    after = page.next;
  } while (after !== null);
  const rows = items.map((one) => [
    one.party.kind,
    one.party.name,
    one.state,
    one.lines,
    yuan(one.carriedInFen),
    yuan(one.amountFen),
    yuan(one.payableFen),
  ]);
  const head = ['party', 'name', 'state', 'lines', 'carried in', 'this month', 'payable'];
  context.answer({ period, items }, tableLines(head, rows));
  return 0;
}

/** Closed from the terminal: by nobody of the console, so that anybody who may can pay it. */
async function close(context: CommandContext): Promise<number> {
  const period = monthOption(context, 'month');
  if (context.options['confirm'] !== 'CLOSE')
    throw new CommandError('INPUT_INVALID', 'What is closed never changes again: add --confirm CLOSE');
  const closing = context.app.get(Closing, { strict: false });
  const closed = await closing.close((await context.brand()).id, 0, period, null);
  if (!closed.ok) throw new CommandError(closed.error.code, `${formatPeriod(period)} cannot be closed now`);
  const { value } = closed;
  context.answer(value, [
    `${value.closed} closed, ${value.alreadyClosed} before, payable ${yuan(value.payableFen)}`,
  ]);
  return 0;
}
