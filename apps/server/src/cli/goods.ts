import { goodsBy, type GoodsBy } from '@liuliang/contract';
import { goodsPeriod, GoodsFiguresService } from '../modules/goods';
import { CommandError, type Command, type CommandContext } from './command';
import { percent, tableLines } from './table';

/** Rows that the answer lists at most; the catalogue of a department store has more items than a terminal lines. */
const ROWS_MAX = 100_000;
const DEPTH_MAX = 8;

/** `goods` and `goods both KEY KEY`: who bought what. */
export const goods: Command = {
  name: 'goods',
  usage:
    'goods [both KEY KEY] [--by item|category] [--depth N] [--from DAY --to DAY] [--brand CODE]   who bought what, the most buyers first',
  async run(context) {
    const brand = await context.brand();
    const service = context.app.get(GoodsFiguresService, { strict: false });
    const [period, by] = [periodOf(context), byOf(context)];
    const [word, one, other] = context.words;
    if (word === 'both') {
      if (!one || !other) throw new CommandError('INPUT_INVALID', 'goods both needs two keys');
      const buyers = await service.both(brand, period, by, [one, other]);
      context.answer({ buyers }, [`${buyers} bought both`]);
      return 0;
    }
    if (word !== undefined) throw new CommandError('INPUT_INVALID', 'There is one word after goods: both');
    const figures = await service.figures(brand, period, by, depthOf(context, by), ROWS_MAX);
    context.answer(figures, [
      `${figures.buyers} buyers, ${figures.orders} orders, ${figures.amountFen} fen in lines`,
      '',
      ...tableLines(
        [by, 'buyers', 'penetration', 'orders', 'fen'],
        figures.rows.map((row) => [row.key, row.buyers, percent(row.penetration), row.orders, row.amountFen]),
      ),
    ]);
    return 0;
  },
};

function byOf({ options }: CommandContext): GoodsBy {
  const told = options['by'] ?? 'item';
  const by = goodsBy.find((one) => one === told);
  if (by) return by;
  throw new CommandError('INPUT_INVALID', `--by is one of ${goodsBy.join(', ')}`);
}

/** Null: the deepest level of each item. */
function depthOf(context: CommandContext, by: GoodsBy): number | null {
  if (context.options['depth'] === undefined) return null;
  if (by !== 'category') throw new CommandError('INPUT_INVALID', '--depth is for --by category');
  return context.whole('depth', 1, 1, DEPTH_MAX);
}

function periodOf({ options }: CommandContext) {
  // An option without its word is no day either.
  const told = (name: string): string | undefined => {
    const word = options[name];
    return typeof word === 'boolean' ? '' : word;
  };
  const period = goodsPeriod(told('from'), told('to'));
  if (period.ok) return period.value;
  throw new CommandError(
    period.error.code,
    '--from and --to need days such as 2017-12-03, the first not behind the last',
  );
}
