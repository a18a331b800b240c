import { route } from '../route';
import { SpendingSettings } from './schemas';

export const routes = {
  spendingSettings: route({
    method: 'GET',
    path: '/operator/spending/settings',
    access: 'operator:ledger.read',
    summary: 'How points can be spent: in orders, on gifts, between members',
    reply: SpendingSettings,
    errors: [],
  }),
  changeSpendingSettings: route({
    method: 'PUT',
    path: '/operator/spending/settings',
    access: 'operator:gifts.write',
    summary: 'Change how points can be spent, from now on',
    body: SpendingSettings,
    reply: SpendingSettings,
    errors: [],
  }),
};
