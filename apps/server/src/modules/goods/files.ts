import { routes } from '@liuliang/contract';
import { inFiles, instant, word, yuan } from '../../platform/areas';
import { GoodsController } from './controller';

const yuanIfAny = (fen: number | null | undefined): number | null =>
  fen === null || fen === undefined ? null : yuan(fen);

export const goodsFiles = [
  inFiles('items', routes.items, {
    by: GoodsController,
    step: (it, who, input) => it.items(who, input),
    cells: {
      name: ({ name }) => name,
      code: ({ code }) => code,
      category: ({ category }) => category,
      itemBrand: ({ itemBrand }) => itemBrand,
      season: ({ season }) => season,
      priceFen: ({ priceFen }) => yuanIfAny(priceFen),
      costFen: ({ costFen }) => yuanIfAny(costFen),
      launched: ({ launchedOn }) => launchedOn,
      state: ({ state }) => word(state),
      changed: ({ changedAtMs }) => instant(changedAtMs),
    },
  }),
  inFiles('openLines', routes.openLines, {
    by: GoodsController,
    step: (it, who, input) => it.open(who, input),
    cells: {
      order: ({ orderNumber }) => orderNumber,
      state: ({ state }) => word(state),
      lines: ({ lines }) => lines,
      sum: ({ linesFen }) => yuan(linesFen),
      amount: ({ orderFen }) => yuanIfAny(orderFen),
      since: ({ sinceMs }) => instant(sinceMs),
    },
  }),
];
