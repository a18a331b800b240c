import { routes } from '@liuliang/contract';
import { inFiles, instant, nameOf, word, yuan } from '../../platform/areas';
import { GiftsOperatorController } from './operator.controller';

export const giftFiles = [
  inFiles('giftOrders', routes.giftOrders, {
    by: GiftsOperatorController,
    step: (it, who, input) => it.giftOrders(who, input),
    cells: {
      gift: ({ name }) => name,
      who: ({ ownerId }) => ownerId,
      name: ({ audience, ownerId, who }) => (audience === 'member' ? nameOf(ownerId) : who),
      points: ({ points }) => points,
      cash: ({ cashFen }) => yuan(cashFen),
      state: ({ state }) => word(state),
      store: ({ store }) => store,
      created: ({ createdAtMs }) => instant(createdAtMs),
      settled: ({ settledAtMs }) => instant(settledAtMs),
    },
  }),
];
