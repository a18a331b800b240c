import { area } from '../../platform/areas';
import { CustomerCardsModule } from './module';

export const customerCardsArea = area({
  name: 'customer-cards',
  module: CustomerCardsModule,
});
