import { routes } from '@liuliang/contract';
import { inFiles, instant, nameOf, word, yuan } from '../../platform/areas';
import { CustomerFileWalks } from './file-walks';
import type { Item } from './list.service';

const common = {
  customer: ({ customerId }: Item) => customerId,
  name: ({ customerId }: Item) => nameOf(customerId),
  orders: ({ orders }: Item) => orders,
  spent: ({ spentFen }: Item) => yuan(spentFen),
  points: ({ pointsAvailable }: Item) => pointsAvailable,
  lastSeen: ({ lastSeenAtMs }: Item) => instant(lastSeenAtMs),
};

export const customerFiles = [
  inFiles('customers', routes.customers, {
    by: CustomerFileWalks,
    step: (it, who, { body }) => it.everybody(who, body),
    // A search finds a handful. A walk by id has an order of its own.
    without: ['search'],
    cells: {
      ...common,
      layer: ({ layer }) => word(layer),
      tier: ({ tier }, language) => tier?.name[language] ?? null,
      joined: ({ joinedAtMs }) => instant(joinedAtMs),
      firstSeen: ({ firstSeenAtMs }) => instant(firstSeenAtMs),
    },
  }),
  inFiles('customersBehind', routes.customersBehind, {
    by: CustomerFileWalks,
    step: (it, who, { query }) => it.behind(who, query),
    cells: {
      ...common,
      layerFrom: ({ layerFrom }) => word(layerFrom),
      layerTo: ({ layerTo }) => word(layerTo),
      member: ({ isMember }) => word(isMember ? 'yes' : 'no'),
    },
  }),
];
