import { routes } from '@liuliang/contract';
import { inFiles, instant, nameOf, word } from '../../platform/areas';
import { AdjustmentsController } from './controller';

export const adjustmentFiles = [
  inFiles('adjustments', routes.adjustments, {
    by: AdjustmentsController,
    step: (it, who, input) => it.latest(who, input),
    cells: {
      who: ({ ownerId }) => ownerId,
      name: ({ ownerKind, ownerId, who }) => (ownerKind === 'member' ? nameOf(ownerId) : who),
      points: ({ points }) => points,
      asset: ({ asset }) => word(asset),
      state: ({ state }) => word(state),
      reason: ({ reason }) => reason,
      requested: ({ requestedBy }) => requestedBy,
      requestedAt: ({ requestedAtMs }) => instant(requestedAtMs),
      decided: ({ decidedBy }) => decidedBy,
    },
  }),
];
