import { consumes } from '../../platform/areas';
import { TiersService } from './tiers.service';

/** Joining gives a level; a merge judges the one who is kept by the histories of both, and its undoing each by their own. */
export const tierConsumers = [
  consumes('tiers.joined', 'members.joined.v1', TiersService, (tiers, tx, { brandId, customerId }) =>
    tiers.refresh(tx, brandId, [customerId], { kind: 'join', id: 0 }),
  ),
  consumes(
    'tiers.merged',
    'members.merged.v1',
    TiersService,
    (tiers, tx, { brandId, keptId, aliasId, mergeId }) =>
      tiers.refresh(tx, brandId, [keptId, aliasId], { kind: 'merge', id: mergeId }),
  ),
  consumes(
    'tiers.unmerged',
    'members.unmerged.v1',
    TiersService,
    (tiers, tx, { brandId, keptId, aliasId, mergeId }) =>
      tiers.refresh(tx, brandId, [keptId, aliasId], { kind: 'merge', id: mergeId }),
  ),
];
