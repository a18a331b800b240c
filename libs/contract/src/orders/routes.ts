import { eitherEnd } from '../shared/schemas';
import { pages } from '../shared/shapes';
import { WaitingRefund } from './schemas';

export const routes = {
  waitingRefunds: pages('operator:imports.write', '/operator/waiting-refunds', {
    summary: 'Refunds that came before their orders and count once these are there, the latest first',
    filters: eitherEnd,
    of: WaitingRefund,
  }),
};
