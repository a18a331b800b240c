import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox } from '../../platform/outbox';
import { BrandsService } from '../brands';
import { welcome } from './consumers';
import { TouchesService } from './touches.service';

/** Joining is answered by a welcome: once per person, however often the event is delivered. */
@Injectable()
export class WelcomeTouch implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly touches: TouchesService,
    private readonly brands: BrandsService,
  ) {}

  onModuleInit(): void {
    this.outbox.consume(welcome, async (tx, { brandId, customerId }) => {
      const brand = await this.brands.byId(tx, brandId);
      await this.touches.queue(tx, {
        brandId,
        customerId,
        template: 'welcome',
        key: `welcome:${customerId}`,
        values: { brand: brand.name },
      });
    });
  }
}
