import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox } from '../../platform/outbox';
import { joined, merged, unmerged } from './consumers';
import { TiersService } from './tiers.service';

/** Joining gives a level; a merge judges the one who is kept by the histories of both, and its undoing each by their own. */
@Injectable()
export class TierEvents implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly tiers: TiersService,
  ) {}

  onModuleInit(): void {
    this.outbox.consume(joined, (tx, { brandId, customerId }) =>
      this.tiers.refresh(tx, brandId, [customerId], { kind: 'join', id: 0 }),
    );
    for (const consumer of [merged, unmerged]) {
      this.outbox.consume(consumer, (tx, { brandId, keptId, aliasId, mergeId }) =>
        this.tiers.refresh(tx, brandId, [keptId, aliasId], { kind: 'merge', id: mergeId }),
      );
    }
  }
}
