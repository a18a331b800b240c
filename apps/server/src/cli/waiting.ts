import { appendTo, formatInstant } from '@liuliang/domain';
import { WaitingRefunds, type WaitingRefund } from '../modules/orders';
import { CommandError, type Command } from './command';
import { tableLines } from './table';

export const waiting: Command = {
  name: 'waiting',
  usage: 'waiting refunds [--brand CODE]   refunds that came before their orders, the longest waiting first',
  async run(context) {
    if (context.words[0] !== 'refunds')
      throw new CommandError('INPUT_INVALID', 'There is one word after waiting: refunds');
    const brand = await context.brand();
    const refunds: WaitingRefund[] = [];
    const service = context.app.get(WaitingRefunds, { strict: false });
    for await (const page of service.all(brand.id)) appendTo(refunds, page);
    const at = (ms: number): string => formatInstant(ms, brand.timeZone);
    const answer = refunds.map(({ refundId, orderId, amountFen, refundedAtMs, waitingSinceMs, source }) => {
      return {
        refundId,
        orderId,
        amountFen,
        refundedAt: at(refundedAtMs),
        since: at(waitingSinceMs),
        source,
      };
    });
    context.answer({ waiting: refunds.length, refunds: answer }, [
      refunds.length === 1
        ? '1 refund waits for its order'
        : `${refunds.length} refunds wait for their orders`,
      ...(refunds.length === 0
        ? []
        : tableLines(
            ['refund', 'order', 'fen', 'since', 'source'],
            answer.map((row) => [row.refundId, row.orderId, row.amountFen, row.since, row.source]),
          )),
    ]);
    return 0;
  },
};
