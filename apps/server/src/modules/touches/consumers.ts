import { Injectable } from '@nestjs/common';
import type { OutboxPayload } from '@liuliang/contract';
import { consumes } from '../../platform/areas';
import type { Tx } from '../../platform/db/statements';
import { BrandsService } from '../brands';
import { welcome } from './templates';
import { TouchesService } from './touches.service';

/** Joining is answered by a welcome: once per person, however often the event is delivered. */
@Injectable()
export class WelcomeTouch {
  constructor(
    private readonly touches: TouchesService,
    private readonly brands: BrandsService,
  ) {}

  async queue(tx: Tx, { brandId, customerId }: OutboxPayload<'members.joined.v1'>): Promise<void> {
    const brand = await this.brands.byId(tx, brandId);
    await this.touches.queue(tx, {
      brandId,
      customerId,
      template: welcome,
      key: `welcome:${customerId}`,
      values: { brand: brand.name },
    });
  }
}

export const touchConsumers = [
  consumes('touches.welcome', 'members.joined.v1', WelcomeTouch, (it, tx, joined) => it.queue(tx, joined)),
];
