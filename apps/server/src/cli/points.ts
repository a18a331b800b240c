import { clockText } from '@liuliang/domain';
import { PointsReads } from '../modules/ledger';
import type { Command } from './command';
import { customerOption } from './customer-option';
import { instantAnswer, instantOption } from './instants';
import { tableLines } from './table';

export const points: Command = {
  name: 'points',
  usage:
    'points --identity KIND:VALUE [--at INSTANT] [--brand CODE]   points of a customer, credit by credit',
  async run(context) {
    const brand = await context.brand();
    const atMs = instantOption(context, brand, 'at') ?? context.platform.clock.nowMs();
    const { family } = await customerOption(context, brand);
    const holders = { brandId: brand.id, ownerKind: 'member', ownerIds: family, asset: 'points' } as const;
    const reads = context.app.get(PointsReads, { strict: false });
    const { lots, ...sums } = await context.platform.db.readAtOnce((reader) =>
      reads.standing(reader, holders, atMs),
    );
    const shown = lots.map(({ points, left, fromMs, untilMs }) => {
      return { points, left, until: instantAnswer(untilMs, brand), from: instantAnswer(fromMs, brand) };
    });
    const { available, pending, held, debt } = sums;
    const until = (atMs: number): string | null =>
      instantAnswer(atMs, brand) && clockText(atMs, brand.timeZone);
    context.answer({ available, pending, held, debt, lots: shown }, [
      `available ${available}, pending ${pending}, held ${held}, debt ${debt}`,
      `at ${clockText(atMs, brand.timeZone)}, ${brand.timeZone}`,
      '',
      ...tableLines(
        ['points', 'left', 'from', 'until'],
        lots.map((lot) => [lot.points, lot.left, clockText(lot.fromMs, brand.timeZone), until(lot.untilMs)]),
      ),
    ]);
    return 0;
  },
};
