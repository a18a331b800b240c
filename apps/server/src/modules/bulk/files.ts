import { routes } from '@liuliang/contract';
import { inFiles, instant, nameOf, word } from '../../platform/areas';
import { BulkController } from './controller';

export const bulkFiles = [
  inFiles('bulkEntries', routes.bulkEntries, {
    by: BulkController,
    step: (it, who, input) => it.entries(who, input),
    cells: {
      customer: ({ customerId }) => customerId,
      name: ({ customerId }) => nameOf(customerId),
      state: ({ state }) => word(state),
      reason: ({ reason }) => word(reason),
      at: ({ atMs }) => instant(atMs),
    },
  }),
];
