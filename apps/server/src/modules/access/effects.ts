import { reacts } from '../../platform/areas';
import { Callers } from '../../platform/http';
import { customerJoined, customersMerged, customersUnmerged } from '../members';

/** Who joins, is merged or is parted is somebody else to the guard from the commit on. */
export const accessEffects = [
  reacts(
    {
      name: 'access.callers',
      step: 'announce',
      of: { joined: customerJoined, merged: customersMerged, unmerged: customersUnmerged },
    },
    Callers,
    (callers, tx, _brandId, { joined, merged, unmerged }) => {
      const people = [...merged, ...unmerged].flatMap(({ keptId, aliasId }) => [keptId, aliasId]);
      callers.forgetCustomers(tx, [...joined.map(({ customerId }) => customerId), ...people]);
      return Promise.resolve();
    },
  ),
];
