import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox } from '../../platform/outbox';
import { TiersService } from './tiers.service';

/** Joining gives a level; a merge judges the one who is kept by the histories of both, and its undoing each by their own. */
@Injectable()
export class TierEvents implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly tiers: TiersService,
  ) {}

  onModuleInit(): void {
    this.outbox.consume({
      consumer: 'tiers.joined',
      topic: 'members.joined.v1',
      handle: (tx, { brandId, customerId }) =>
        this.tiers.refresh(tx, brandId, [customerId], { kind: 'join', id: 0 }),
    });
    this.outbox.consume({
      consumer: 'tiers.merged',
      topic: 'members.merged.v1',
      handle: (tx, { brandId, keptId, aliasId, mergeId }) =>
        this.tiers.refresh(tx, brandId, [keptId, aliasId], { kind: 'merge', id: mergeId }),
    });
    this.outbox.consume({
      consumer: 'tiers.unmerged',
      topic: 'members.unmerged.v1',
      handle: (tx, { brandId, keptId, aliasId, mergeId }) =>
        this.tiers.refresh(tx, brandId, [keptId, aliasId], { kind: 'merge', id: mergeId }),
    });
  }
}
