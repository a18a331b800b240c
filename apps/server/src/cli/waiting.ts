import { appendTo, formatInstant } from '@liuliang/domain';
import { OpenLines, WaitingRefunds, type OpenLinesRow, type WaitingRefund } from '../modules/orders';
import { CommandError, type Command, type CommandContext } from './command';
import { tableLines } from './table';

export const waiting: Command = {
  name: 'waiting',
  usage:
    'waiting refunds|lines [--brand CODE]   what came before its order, and lines that do not add up to it, the longest waiting first',
  async run(context) {
    const [what] = context.words;
    if (what === 'refunds') await tellRefunds(context);
    else if (what === 'lines') await tellLines(context);
    else throw new CommandError('INPUT_INVALID', 'There are two words after waiting: refunds, lines');
    return 0;
  },
};

async function tellRefunds(context: CommandContext): Promise<void> {
  const brand = await context.brand();
  const refunds: WaitingRefund[] = [];
  const service = context.app.get(WaitingRefunds, { strict: false });
  for await (const page of service.all(brand.id)) appendTo(refunds, page);
  const at = (ms: number): string => formatInstant(ms, brand.timeZone);
  const answer = refunds.map(({ refundId, orderId, amountFen, refundedAtMs, waitingSinceMs, source }) => {
    return { refundId, orderId, amountFen, refundedAt: at(refundedAtMs), since: at(waitingSinceMs), source };
  });
  const rows = answer.map((row) => [row.refundId, row.orderId, row.amountFen, row.since, row.source]);
  context.answer({ waiting: refunds.length, refunds: answer }, [
    refunds.length === 1 ? '1 refund waits for its order' : `${refunds.length} refunds wait for their orders`,
    ...(rows.length === 0 ? [] : tableLines(['refund', 'order', 'fen', 'since', 'source'], rows)),
  ]);
}

async function tellLines(context: CommandContext): Promise<void> {
  const brand = await context.brand();
  const open: OpenLinesRow[] = [];
  const service = context.app.get(OpenLines, { strict: false });
  for await (const page of service.all(brand.id)) appendTo(open, page);
  const answer = open.map(({ orderNumber, state, lines, linesFen, orderFen, sinceMs }) => {
    const since = formatInstant(sinceMs, brand.timeZone);
    return { orderId: orderNumber, state, lines, linesFen, orderFen, since };
  });
  const of = (state: OpenLinesRow['state']): number => open.filter((row) => row.state === state).length;
  const rows = answer.map((row) => [
    row.orderId,
    row.state,
    row.lines,
    row.linesFen,
    row.orderFen,
    row.since,
  ]);
  context.answer({ waiting: of('waiting'), differing: of('differs'), orders: answer }, [
    `orders whose lines wait for them: ${of('waiting')}; whose lines do not add up: ${of('differs')}`,
    ...(rows.length === 0
      ? []
      : tableLines(['order', 'state', 'lines', 'lines fen', 'order fen', 'since'], rows)),
  ]);
}
